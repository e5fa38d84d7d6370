"""Templates that do not end."""

LOOP = "{% for i in range(99999) %}"

# Each is on line 2, and none of them takes longer than a moment.
ENDLESS = [
    LOOP + LOOP + LOOP + "x{% endfor %}{% endfor %}{% endfor %}",
    LOOP + LOOP + "{{ i }}{% endfor %}{% endfor %}",
    "{% macro f(n) %}{{ f(n + 1) }}{{ f(n + 1) }}{% endmacro %}{{ f(0) }}",
    "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
    "{% macro f() %}{{ caller() }}{{ caller() }}{% endmacro %}" + "{% call f() %}" * 24 + "x" + "{% endcall %}" * 24,
    "{% set n = namespace(s='x' * 1000) %}" + LOOP + "{% set n.s = n.s ~ n.s %}{% endfor %}",
    "{% set n = namespace(s='x' * 1000) %}" + LOOP + "{% set n.s = n.s + n.s %}{% endfor %}",
    "{% set n = namespace(s='x' * 1000) %}" + LOOP + "{% set n.s = n.s | replace('x', 'xx') %}{% endfor %}",
    "{% set n = namespace(s=[1]) %}" + LOOP + "{% set n.s = n.s + n.s %}{% endfor %}",
    "{% set n = namespace(s='x' * 1000) %}" + LOOP + "{% set t %}{{ n.s }}{{ n.s }}{% endset %}{% set n.s = t %}{% endfor %}",
    LOOP + "{% set _ = rows.append(1) %}{% for r in rows %}{% set _ = rows.append(1) %}{% endfor %}{% endfor %}",
    LOOP + "x" * 10_000 + "{% endfor %}",
    "{{ 'x' * 999999999 }}", "{{ [0] * 999999999 }}", "{{ 999999999 * 'x' }}", "{{ 9 ** (9 ** 9) }}",
    "{{ '%999999999d' % 1 }}", "{{ '%*d' % (999999999, 1) }}", "{{ '{:999999999}'.format(1) }}",
    "{{ '{:{}}'.format(1, 999999999) }}", "{{ '%999999999d' | format(1) }}", "{{ 'x' | center(999999999) }}",
    "{{ 'x' | indent(999999999, true) }}", "{{ 'x'.ljust(999999999) }}", "{{ lipsum(n=99999) }}",
    "{{ [1] | batch(999999999, 0) | list }}", "{% include '_base/page.html.j2' %}",
]  # fmt: skip
