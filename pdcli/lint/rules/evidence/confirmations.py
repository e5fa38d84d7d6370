"""Countersignatures: what they name is there, is still what was confirmed, and is not one's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pdcli.diagnostics import Related, Severity
from pdcli.discovery.files import TEACHERS_FOLDER, teacher_folders
from pdcli.documents.document import Document
from pdcli.documents.reader import read_document
from pdcli.i18n import N_
from pdcli.i18n.messages import WordedValue
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.portfolio.portfolio import Portfolio, load_portfolio
from pdcli.suggest import FewNearest, did_you_mean

if TYPE_CHECKING:
    from pdcli.model.documents import Confirmation


KIND = "confirmations"
_SUFFIXES = (".yaml", ".yml", ".md")


class Row(NamedTuple):
    """A row of a file of confirmations and its number there."""

    document: Document
    number: int
    confirmation: "Confirmation"

    def loc(self, key: str) -> tuple[str | int, ...]:
        """Where an answer of the row stands; where it is not, the row's name."""
        keys = self.document.data["items"][self.number]
        return ("items", self.number, key if keys.get(key) is not None else next(iter(keys)))

    @property
    def role(self) -> WordedValue | str:
        """The role in which somebody confirms, in words; empty without one."""
        key = self.confirmation.role or ""
        field = self.document.form.field_at(("items", self.number, "role")) if self.document.form else None
        return field.choice_words(key) if field else key


def _rows(portfolio: Portfolio) -> Iterator[Row]:
    from pdcli.documents.rows import with_file_index
    from pdcli.model.documents import Confirmations

    for document in portfolio.of_kind(KIND):
        if isinstance(document.model, Confirmations):
            for number, confirmation in with_file_index(document, "items", document.model.items):
                yield Row(document, number, confirmation)


@rule("PD520", "unknown-confirmed", Severity.ERROR, """
clause: principle 6
what:
  kk: Растау жолында портфолиода бар дәлелдеме не құжат аталады.
  ru: В строке подтверждения указано свидетельство или документ, которые есть в портфолио.
  en: A confirmation names evidence or a document that the portfolio has.
why:
  kk: Жоқ нәрсені растау комиссияға ештеңе бермейді, ал нөмірі қате болса, растау керек дәлелдеме расталмай
    қалады.
  ru: Подтверждение того, чего нет, ничего не говорит комиссии, а при ошибке в номере нужное свидетельство останется
    неподтверждённым.
  en: Confirming what is not there tells a committee nothing, and with a wrong ID the right evidence stays unconfirmed.
bad:
  kk: |-
    - who: Үлгі Бақылаушы
      portfolio: aigerim
      evidence: e99
  ru: |-
    - who: Ольга Образцова
      portfolio: svetlana
      evidence: e99
  en: |-
    - who: Irina Specimen
      portfolio: daniyar
      evidence: e99
good:
  kk: |-
    - who: Үлгі Бақылаушы
      portfolio: aigerim
      evidence: e9
  ru: |-
    - who: Ольга Образцова
      portfolio: svetlana
      evidence: e9
  en: |-
    - who: Irina Specimen
      portfolio: daniyar
      evidence: e9
fail:
- in: school-mysal
  confirmations.yaml: ['    evidence: e2', '    evidence: ¦e99']
- in: school-mysal
  confirmations.yaml: ['portfolio: sholpan', 'portfolio: ¦sholpn']
- in: school-mysal
  confirmations.yaml: ['    evidence: e2', '    document: ¦cycles/2025-2026-1/6-action']
- in: school-mysal
  confirmations.yaml:
  - 'who: Сәуле'
  - 'who: ¦Сәуле'
  - |2
        portfolio: sholpan
        evidence: e1
  - ''
pass:
- in: school-mysal
  confirmations.yaml: ['    evidence: e2', '    document: cycles/2025-2026-1/1-action']
""")  # fmt: skip
def unknown_confirmed(context: LintContext) -> Iterator[Violation]:
    """A confirmation of a school names a portfolio, evidence or a document that is not there, or nothing at all."""
    portfolio = context.portfolio
    folders = teacher_folders(portfolio.root) if portfolio.is_school and portfolio.of_kind(KIND) else {}
    suggestions = FewNearest(folders)
    registers: dict[str, set[str] | None] = {}
    for row in _rows(portfolio):
        if not row.confirmation.evidence and not row.confirmation.document:
            message = _("This confirmation does not say what it confirms.")
            yield Violation(row.document, row.loc("evidence"), message, _("Write `evidence:` or `document:`."))
        name = (row.confirmation.portfolio or "").strip()
        if not portfolio.is_school or not name:
            continue
        if name not in folders:
            message = _("There is no portfolio {folder}.").format(folder=f"{TEACHERS_FOLDER}/{name[:80]}")
            suggestion = suggestions.of(name)
            hint = did_you_mean(suggestion) if suggestion else _("Write the name of a folder in teachers/.")
            yield Violation(row.document, row.loc("portfolio"), message, hint)
            continue
        if row.confirmation.evidence:
            if name not in registers:
                registers[name] = _register(folders[name])
            ids = registers[name]
            if ids is not None and row.confirmation.evidence.strip() not in ids:
                message = _("The register of {portfolio} has no evidence `{id}`.").format(
                    portfolio=name, id=row.confirmation.evidence[:40]
                )
                yield Violation(row.document, row.loc("evidence"), message, _("Check the number with the teacher."))
        if row.confirmation.document and not _is_there(folders[name], row.confirmation.document):
            message = _("There is no document {document} in {portfolio}.").format(
                document=row.confirmation.document[:120], portfolio=name
            )
            yield Violation(
                row.document, row.loc("document"), message, _("Check the path; it starts from the portfolio folder.")
            )


def _register(root: Path) -> set[str] | None:
    """The ids of a portfolio's evidence; None where its register cannot be read."""
    from pdcli.documents.form_library import FormLibrary

    file = root / "evidence.yaml"
    if not file.is_file():
        return set(load_portfolio(root).evidence)
    document = read_document(str(file), "evidence", FormLibrary(root), "kk")
    rows = document.data.get("items") if document and document.form else None
    return {str(row.get("id")) for row in rows if isinstance(row, dict)} if isinstance(rows, list) else None


def _is_there(root: Path, name: str) -> bool:
    place = root / name.strip().replace("\\", "/")
    try:
        files = [place, *(place.with_name(place.name + suffix) for suffix in _SUFFIXES)]
        return any(file.is_file() and file.resolve().is_relative_to(root) for file in files)
    except (OSError, ValueError):
        return False


@rule("PD521", "changed-since-confirmed", Severity.WARNING, """
clause: principle 6
what:
  kk: Расталған дәлелдеме не құжат содан бері өзгермеген.
  ru: С момента подтверждения ни свидетельство, ни документ не менялись.
  en: Evidence or a document that was confirmed has not changed since then.
why:
  kk: Растау тек көрілген нұсқаға қатысты. Файл не оның деңгейі өзгерсе, комиссия дәлелдемені расталмаған деп
    санайды.
  ru: Подтверждено только то, что видели. Если изменился файл или уровень свидетельства, комиссия считает свидетельство
    неподтверждённым.
  en: A confirmation holds for what was seen. Once the file or its level changes, a committee counts the evidence as not
    confirmed.
bad:
  kk: |-
    - id: e9
      level: region   # расталғанда district еді
  ru: |-
    - id: e9
      level: region   # когда подтверждали, было district
  en: |-
    - id: e9
      level: region   # the level was district when e9 was confirmed
good: |
  - id: e9
    level: district
fail:
- in: school-mysal
  teachers/daniyar/evidence/shygu-2025-10.csv: Басқа мазмұн, сол файл
  teachers/daniyar/evidence.yaml: ['- id: e1', '- id: ¦e1']
- in: school-mysal
  confirmations.yaml:
  - '    evidence: e2'
  - '    document: cycles/2025-2026-1/1-action'
  teachers/daniyar/cycles/2025-2026-1/1-action.md: ['kind: action', 'kind: ¦action']
pass:
- in: school-mysal
  teachers/daniyar/cycles/2025-2026-1/1-action.md: ['kind: action', 'kind:  action']
""")  # fmt: skip
def changed_since_confirmed(context: LintContext) -> Iterator[Violation]:
    """Evidence or a document was confirmed by somebody and has been changed since."""
    portfolio = context.portfolio
    if portfolio.is_school or not portfolio.trust.confirmation_files(portfolio.root):
        return
    from pdcli.attestation.confirmations import PortfolioConfirmations

    confirmations = PortfolioConfirmations(portfolio)
    hint = _("What has changed must be looked at again: the same person should run `pd confirm`.")
    for number, item in context.register_rows:
        standing = confirmations.of_evidence(item)
        if standing.state == "changed":
            message = _("`{id}` was changed after {who} confirmed it ({day}).").format(
                id=item.id, who=standing.by[-1].who, day=standing.by[-1].date
            )
            yield Violation(portfolio.register, ("items", number, "id"), message, hint)
    for document in portfolio.documents:
        standing = confirmations.of_document(document)
        if standing.state == "changed":
            message = _("This document was changed after {who} confirmed it ({day}).").format(
                who=standing.by[-1].who, day=standing.by[-1].date
            )
            yield Violation(document, ("kind",), message, hint)


@rule("PD522", "own-confirmation", Severity.ERROR, """
clause: principle 6
what:
  kk: Педагог өз дәлелдемесін өзі растамайды, портфолионың ішіндегі файл да растау болып саналмайды.
  ru: Педагог не подтверждает свои свидетельства сам, и файл внутри портфолио их не подтверждает.
  en: Nobody confirms their own evidence, and a file inside the portfolio does not confirm it either.
why:
  kk: Растау – екінші адамның сөзі. Иесінің өз сөзі мәлімдеме болып қалады.
  ru: Подтверждение – слово второго человека. Слово самого педагога остаётся заявлением.
  en: A confirmation is a second person's word. The teacher's own word stays a declaration.
bad:
  kk: |-
    - who: Айгерім Үлгібаева
      portfolio: aigerim   # Айгерімнің портфолиосы
  ru: |-
    - who: Светлана Примерова
      portfolio: svetlana   # портфолио Светланы
  en: |-
    - who: Daniyar Sample
      portfolio: daniyar   # Daniyar's own portfolio
good:
  kk: |-
    - who: Үлгі Бақылаушы
      portfolio: aigerim
  ru: |-
    - who: Ольга Образцова
      portfolio: svetlana
  en: |-
    - who: Irina Specimen
      portfolio: daniyar
fail:
- in: school-mysal
  confirmations.yaml: ['who: Сәуле Үлгілиева', 'who: ¦Мысалбекова Шолпан']
- confirmations.yaml: |
    kind: confirmations
    items:
      - who: Болат Мысалов
        role: head
        date: 2026-01-12
        portfolio: ¦example
        evidence: e1
        sha256: b50505c206004f1d65a2f2736bf0267629bc6e853f49c9843740c2f46335a5a7
pass:
- in: school-mysal
  confirmations.yaml: ['who: Сәуле Үлгілиева', 'who: Шолпан Үлгілиева']
- confirmations.yaml: |
    kind: confirmations
    items:
      - who: Айгерім Үлгібаева
        role: peer
        date: 2026-01-12
        portfolio: daniyar
        evidence: e1
        sha256: b50505c206004f1d65a2f2736bf0267629bc6e853f49c9843740c2f46335a5a7
""")  # fmt: skip
def own_confirmation(context: LintContext) -> Iterator[Violation]:
    """Somebody confirms what is their own, or a portfolio carries confirmations of itself."""
    portfolio = context.portfolio
    hint = N_("A second person records the confirmation in the school’s confirmations.yaml or in a file of their own.")
    folders = teacher_folders(portfolio.root) if portfolio.is_school and portfolio.of_kind(KIND) else {}
    names: dict[str, str | None] = {}
    for row in _rows(portfolio):
        if portfolio.is_school:
            name = (row.confirmation.portfolio or "").strip()
            if name in folders and name not in names:
                names[name] = _teacher(folders[name])
            teacher = names.get(name)
            if teacher and _is_same(row.confirmation.who, teacher):
                message = _("{who} confirms evidence in their own portfolio.").format(who=row.confirmation.who)
                yield Violation(row.document, row.loc("who"), message, _(hint))
        elif not _is_packed(row.document, portfolio) and _is_about(row.confirmation, portfolio):
            message = _("A confirmation kept inside the portfolio it is about confirms nothing.")
            yield Violation(row.document, row.loc("portfolio"), message, _(hint))


def _teacher(root: Path) -> str | None:
    from pdcli.discovery.files import PROFILE_FILE, PROFILE_REF
    from pdcli.documents.form_library import FormLibrary

    document = read_document(str(root / PROFILE_FILE), PROFILE_REF, FormLibrary(root), "kk")
    name = document.data.get("name") if document else None
    return str(name) if name else None


def _is_same(one: str | None, other: str | None) -> bool:
    from pdcli.text.same_person import same_person

    return same_person(one, other)


def _is_packed(document: Document, portfolio: Portfolio) -> bool:
    from pdcli.attestation.confirmations import is_packed

    return is_packed(document, portfolio)


def _is_about(confirmation: "Confirmation", portfolio: Portfolio) -> bool:
    from pdcli.attestation.confirmations import is_about

    return is_about(confirmation, portfolio)


@rule("PD523", "confirmer-in-two-roles", Severity.WARNING, """
clause: order 83, appendix 12
what:
  kk: Бір адам бір портфолионы екі рөлде растамайды.
  ru: Один человек не подтверждает одно портфолио в двух ролях.
  en: The same person does not confirm a portfolio in two roles.
why:
  kk: Қағидалар әдіскерді де, комиссия мүшесін де талап етеді – бұл екі адам.
  ru: По правилам нужны подтверждения и методиста, и члена комиссии, а это два человека.
  en: The rules ask for a methodologist and a member of the committee; that is two people.
bad:
  kk: |-
    - {who: Үлгі Бақылаушы, role: methodist}
    - {who: Үлгі Бақылаушы, role: commission-member}
  ru: |-
    - {who: Ольга Образцова, role: methodist}
    - {who: Ольга Образцова, role: commission-member}
  en: |-
    - {who: Irina Specimen, role: methodist}
    - {who: Irina Specimen, role: commission-member}
good:
  kk: |-
    - {who: Үлгі Бақылаушы, role: methodist}
    - {who: Мысал Мүшеев, role: commission-member}
  ru: |-
    - {who: Ольга Образцова, role: methodist}
    - {who: Сергей Условный, role: commission-member}
  en: |-
    - {who: Irina Specimen, role: methodist}
    - {who: Marat Exemplar, role: commission-member}
fail:
- in: school-mysal
  confirmations.yaml:
  - |2
        row_sha256: 8e32410db4afaa8a718c9fb9ddbca06a9b330de3c91f7fd0ae682e1279320b1d
      - who: Болат Мысалов
        role: head
  - |2
        row_sha256: 8e32410db4afaa8a718c9fb9ddbca06a9b330de3c91f7fd0ae682e1279320b1d
      - who: Болат Мысалов
        role: ¦methodist
pass:
- in: school-mysal
  confirmations.yaml: ["who: Сәуле Үлгілиева", "who: Болат Мысалов"]
""")  # fmt: skip
def confirmer_in_two_roles(context: LintContext) -> Iterator[Violation]:
    """One person confirms evidence of one portfolio in two roles, so that one stands for two."""
    first: dict[str | None, list[Row]] = {}
    for row in _rows(context.portfolio):
        portfolio_rows = first.setdefault(row.confirmation.portfolio, [])
        rows_of_person = [one for one in portfolio_rows if _is_same(one.confirmation.who, row.confirmation.who)]
        other = next(
            (
                one
                for one in rows_of_person
                if one.confirmation.role and row.confirmation.role and one.confirmation.role != row.confirmation.role
            ),
            None,
        )
        if other:
            message = _("{who} confirms here as “{role}” and elsewhere as “{other}”.").format(
                who=row.confirmation.who, role=row.role, other=other.role
            )
            related = (
                Related(other.document.path, other.document.span(*other.loc("role")), _("The first one is here.")),
            )
            hint = _(
                "Each required role needs a different person; keep the role in which this person saw what they confirm."
            )
            yield Violation(row.document, row.loc("role"), message, hint, related=related)
        portfolio_rows.append(row)


@rule("PD524", "confirmation-without-digest", Severity.ERROR, """
clause: files
what:
  kk: Растау жолында файлдың не тізілім жолының SHA-256 бақылау қосындысы бар.
  ru: В строке подтверждения есть SHA-256 файла или строки реестра.
  en: A confirmation has the SHA-256 of the file or of the register's row.
why:
  kk: Бақылау қосындысы болмаса, қай файлдың көрілгенін ешкім айта алмайды.
  ru: Без SHA-256 никто не скажет, какой именно файл видели.
  en: Without the SHA-256 nobody can tell which file was seen.
bad:
  kk: |-
    - who: Үлгі Бақылаушы
      evidence: e9
      sha256: бар
  ru: |-
    - who: Ольга Образцова
      evidence: e9
      sha256: есть
  en: |-
    - who: Irina Specimen
      evidence: e9
      sha256: there is one
good:
  kk: |-
    - who: Үлгі Бақылаушы
      evidence: e9
      sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
  ru: |-
    - who: Ольга Образцова
      evidence: e9
      sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
  en: |-
    - who: Irina Specimen
      evidence: e9
      sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
fail:
- in: school-mysal
  confirmations.yaml:
  - ' sha256: bea95b225587e35738e4c5f741e7f6a21cc8514ac96e2eb73cc8c3424230fac6'
  - ' sha256: ¦бар'
- in: school-mysal
  confirmations.yaml:
  - |2
        evidence: e2
        sha256: bea95b225587e35738e4c5f741e7f6a21cc8514ac96e2eb73cc8c3424230fac6
        row_sha256: 6981ad60e6823794c9bd29ab367cb19750afaed94604706b7b066dca0d5ea455
  - |2
        evidence: ¦e2
pass:
- in: school-mysal
  confirmations.yaml:
  - ' sha256: bea95b225587e35738e4c5f741e7f6a21cc8514ac96e2eb73cc8c3424230fac6'
  - ' sha256: BEA95B225587E35738E4C5F741E7F6A21CC8514AC96E2EB73CC8C3424230FAC6'
""")  # fmt: skip
def confirmation_without_digest(context: LintContext) -> Iterator[Violation]:
    """A confirmation has no digest, or one that is none: it cannot be told what was confirmed."""
    hint = N_("Let `pd confirm` write the row: it reads the file itself.")
    for row in _rows(context.portfolio):
        from pdcli.attestation.confirmations import DIGEST

        digests = {key: value for key in ("sha256", "row_sha256") if (value := getattr(row.confirmation, key))}
        if not digests:
            message = _("This confirmation has no digest, so it confirms nothing.")
            yield Violation(
                row.document, row.loc("evidence" if row.confirmation.evidence else "document"), message, _(hint)
            )
        for key, value in digests.items():
            if not DIGEST.fullmatch(value.strip()):
                message = _(
                    "`{value}` is not a SHA-256 value: it must have 64 characters, each of them a digit or a "
                    "letter from a to f."
                ).format(value=value[:20])
                yield Violation(row.document, row.loc(key), message, _(hint))
