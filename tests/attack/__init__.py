"""Attacks on every command: damaged files, scripts, terminals, archives, failing calls. `make attack` runs them.

`PD_ATTACK_ROUNDS` multiplies how much is tried (1 in CI), `PD_ATTACK_SEED` tries other inputs. A failure names its seed
and leaves its input in `build/attack/`; what is found so is added to `fixtures/` and tried in every run.
"""
