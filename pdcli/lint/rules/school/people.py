"""The people of a school: novices, and those who accompany them."""

import re
from collections.abc import Iterator

from pdcli.diagnostics import Related, Severity, shortened
from pdcli.discovery.files import TEACHERS_FOLDER, teacher_folders
from pdcli.documents.corrections import value_fix
from pdcli.documents.document import Document
from pdcli.documents.references import people
from pdcli.documents.rows import with_file_index
from pdcli.i18n.messages import Message, quoted
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.school import school_documents
from pdcli.model.documents import Group, Member, MentorPair, School, Visits
from pdcli.model.forms import Field
from pdcli.model.school_year import as_school_year
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.school import (
    authors,
    id_in_school,
    is_own_mentor,
    members,
    mentor_pairs,
    names_by_id,
    school_document,
    staff_ids,
)
from pdcli.suggest import FewNearest, did_you_mean

_EVERYBODY = {
    "all": (
        "барлығы", "бәрі", "барлық педагогтер", "барлық мұғалімдер", "педагогтердің бәрі", "все", "всем", "для всех",
        "все педагоги", "все учителя", "весь коллектив", "all", "everyone", "everybody", "all teachers", "all staff",
    ),
}  # fmt: skip
# What is written like a folder is meant as one; a mentor without a portfolio is named by the position.
_STAFF_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
_LIKE_A_FOLDER = re.compile(r"[a-z0-9][a-z0-9._/-]*")


@rule("PD821", "unknown-teacher", Severity.ERROR, r"""
clause: files
what:
  kk: school.yaml мен мектептің басқа құжаттарында аталған әр адамның teachers ішінде қалтасы не school.yaml ішіндегі
    `staff` тізімінде қатары бар; ол аты-жөнімен емес, сол қалтаның не қатардың атымен жазылады.
  ru: У каждого, кто назван в school.yaml и в других документах школы, есть папка в teachers или строка в `staff` файла
    school.yaml; пишется имя этой папки или `id` строки, а не фамилия.
  en: Everyone named in school.yaml and in other documents of the school has a folder in teachers, or a row of `staff`
    in school.yaml, and is named by that folder or `id`, not by the full name.
why:
  kk: Адамның аты қате жазылса, жас маман тәлімгерсіз қалғандай көрінеді, топ жұмысы мүшеге есептелмейді. Қалтасы да,
    тізімде қатары да жоқ адамның аты емес, лауазымы жазылады.
  ru: Из-за опечатки кажется, что у молодого специалиста нет наставника, а работа группы участнику не засчитывается.
    Если у человека нет ни папки, ни строки, вместо имени пишется должность.
  en: If a name is misspelt, a novice seems to have been left without a mentor, and the work of a group does not count
    for the member who is meant. Somebody who has neither a folder nor a row is named by position.
bad: |
  mentors:
    - novice: aigerm
      mentor: daniyar
good: |
  mentors:
    - novice: aigerim
      mentor: daniyar
fail:
- in: school-mysal
  school.yaml: ["novice: aidana\n    mentor: daniyar", "novice: ¦aydana\n    mentor: daniyar"]
- in: school-mysal
  school.yaml: ['mentor: daniyar', 'mentor: ¦danyar']
- in: school-mysal
  research/suraq-qoiu/lesson-study.yaml: ['member: daniyar', 'member: ¦danyar']
- in: school-mysal
  research/a/action-research.md: |
    ---
    kind: action-research
    members: [aidana, ¦danyar]
    ---
- in: school-mysal
  school/2025-2026-cycle.yaml: ['authors: [sholpan]', 'authors: [¦sholpn]']
- in: school-mysal
  school/groups/a.yaml: |
    kind: group
    decisions:
    - {id: k1, text: Бірге оқу, owner: ¦psiholog}
- in: school-mysal
  school.yaml: ['mentor: daniyar', 'mentor: ¦Данияр Үлгіханұлы']
- in: school-mysal
  school.yaml: ["\nmentors:", "\nstaff: [{id: psiholog, name: Үлгі Маман}]\nmentors:"]
  school/groups/a.yaml: |
    kind: group
    type: site
    members: [{member: ¦Маман Үлгі}]
- in: school-mysal
  school/2025-2026/plan.yaml: |
    kind: school-plan
    approved: {date: 2025-08-29}
    lines: [{id: a1, action: Семинар, goal: s1, for: [daniyar, ¦педагог-сарапшы]}]
- in: school-mysal
  school/2025-2026/plan.yaml: |
    kind: school-plan
    approved: {date: 2025-08-29}
    lines: [{id: a1, action: Семинар, goal: s1, for: [expert, ¦жас мамандар]}]
- in: school-mysal
  school/2025-2026/events.yaml: |
    kind: events
    items: [{id: v1, date: 2025-10-10, title: Семинар, participants: [¦Барлығы]}]
pass:
- in: school-mysal
  school.yaml: ["\nmentors:", "\nstaff: [{id: psiholog, name: Үлгі Маман}]\nmentors:"]
  school/groups/a.yaml: |
    kind: group
    decisions:
    - {id: k1, text: Бірге оқу, owner: psiholog}
    - {id: k2, text: Сауалнама, owner: Директор орынбасары}
- in: school-mysal
  research/suraq-qoiu/lesson-study.yaml: ['member: daniyar', 'member: ӘБ жетекшісі']
- in: school-mysal
  school.yaml: ['mentor: daniyar', 'mentor: ӘБ жетекшісі']
- in: school-mysal
  observations/a.md: |
    ---
    kind: lesson-observation
    colleague: Данияр Үлгіханұлы
    ---
- in: school-mysal
  school.yaml: ["novice: aidana\n    mentor: daniyar", "novice: sholpan\n    mentor: aidana"]
""")  # fmt: skip
def unknown_teacher(context: LintContext) -> Iterator[Violation]:
    """A document of the school names somebody who has no folder and is not in `staff`."""
    portfolio = context.portfolio
    entries = [
        (document, loc, value)
        for document in (portfolio.documents if portfolio.is_school else ())
        for loc, value in _people(document)
    ]
    names = {**teacher_folders(portfolio.root), **dict.fromkeys(staff_ids(portfolio))} if entries else {}
    suggestions = FewNearest(names)
    unknown = [entry for entry in entries if entry[2] not in names]
    if not unknown:
        return
    # Most documents name everybody as they must.
    from pdcli.model.human_values import by_words, nearest_choice, parse_choice

    lower = {name.casefold(): name for name in names}
    for document, loc, value in unknown:
        # What is no text at all is told as such.
        if any(item.span == document.span(*loc) for item in document.diagnostics):
            continue
        field = document.form.field_at(loc) if document.form else None
        key = lower.get(value.casefold()) or (parse_choice(field, value) if field and field.choices else None)
        fix = value_fix(document, loc, key) if key else None
        if key:
            message = _("“{value}” is not written as it must be.").format(value=shortened(value, 80))
        elif field and by_words(value, _EVERYBODY):
            yield Violation(
                document, loc, _("“{value}” is nobody’s name.").format(value=shortened(value, 80)), _instead(field)
            )
            continue
        elif field and field.choices and not (key := _id_of(portfolio, value)):
            key = suggestions.of(value) or nearest_choice(field, value)
            message = _(
                "“{value}” is neither a category nor a person at the school, so this row is for nobody."
            ).format(value=shortened(value, 80))
            hint = did_you_mean(key) if key else _(
                "Write a category ({keys}) or the folder of a teacher; leave it empty if it is for everyone."
            ).format(keys=quoted(choice.key for choice in field.choices))  # fmt: skip
            yield Violation(document, loc, message, hint)
            continue
        elif loc[-1] == "novice" or _LIKE_A_FOLDER.fullmatch(value):
            message = _("There is no portfolio {folder}.").format(folder=f"{TEACHERS_FOLDER}/{value[:80]}")
            key = suggestions.of(value) or _id_of(portfolio, value)
        else:
            # What else has words is a position, unless it is the name of one person.
            key = _id_of(portfolio, value) if names_by_id(document, loc[0]) else None
            message = _("“{value}” is a person’s full name, not the name of a folder.").format(
                value=shortened(value, 80)
            )
            if key is None:
                continue
        hint = did_you_mean(key) if key else _(
            "Write the name of a folder in teachers/ or an `id` of `staff` in school.yaml; "
            "for somebody who has neither, write the position."
        )  # fmt: skip
        if _LIKE_A_FOLDER.fullmatch(value) and (portfolio.root / TEACHERS_FOLDER / value).is_dir():
            hint = _("The folder is there, but has no portfolio.yaml: `pd init {folder}`.").format(
                folder=f"{TEACHERS_FOLDER}/{value[:80]}"
            )
        yield Violation(document, loc, message, hint, fix=fix)


def _id_of(school: Portfolio, name: str) -> str | None:
    """The id of the one person of a school who may have this name."""
    from pdcli.text.same_person import same_person

    ids = [key for key, other in school.people.items() if same_person(name, other)]
    return ids[0] if len(ids) == 1 else None


def _instead(field: Field) -> Message:
    """What is typed in a field in the place of a word for everybody."""
    if field.key == "for":
        return _("Leave `for` empty: a line without names is for everyone.")
    if field.key in ("present", "participants"):
        return _("Write the folder of each person, or write in `number` how many people there were.")
    return _("Write the folder of each person.")


def _listed(document: Document) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield (place, name) of the members of a joint work, and of everybody in a list of people."""
    yield from members(document) if document.kind != "group" else ()
    yield from authors(document)
    for loc, name in _people(document):
        if isinstance(loc[-1], int) and loc[0] not in ("members", "authors"):
            yield loc, name


def _people(document: Document) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield (place, name) of the people whom a document of the school names; the names of `staff` are names in full."""
    if document.form and document.form.person_fields:
        for loc, name in people(document.form, document.data):
            if document.kind != "school" or loc[0] != "staff":
                yield loc, name


@rule("PD824", "novice-without-mentor", Severity.ADVICE, r"""
clause: principle 5; table 2, stage 1
what:
  kk: Жас маманға school.yaml ішінде тәлімгер бекітілген.
  ru: Молодому специалисту в school.yaml назначен наставник.
  en: A novice has a mentor in school.yaml.
why:
  kk: Тәлімгерлікті мектеп ұйымдастырады (2-кесте мен қосымша, іс-әрекет кезеңі); бұл педагогтің емес, әкімшіліктің
    ісі.
  ru: Наставничество организует школа (таблица 2 и приложение, этап действия); это дело администрации, а не
    педагога.
  en: Mentoring is organised by the school (table 2 and appendix, stage of action); it is for the administration
    to do, not for the teacher.
bad:
  kk: |-
    novice: true   # portfolio.yaml; school.yaml ішіндегі mentors бос
  ru: |-
    novice: true   # portfolio.yaml; в school.yaml поле mentors пусто
  en: |-
    novice: true   # portfolio.yaml; mentors in school.yaml is empty
good: |
  mentors:
    - novice: aigerim
      mentor: daniyar
fail:
- in: school-mysal
  school.yaml: [
    "aidana\n    mentor: daniyar", "sholpan\n    mentor: daniyar",
    "aidana\n    mentor: sholpan", "daniyar\n    mentor: sholpan",
  ]
  teachers/aidana/portfolio.yaml: ['novice: true', 'novice: ¦true']
pass:
- in: school-mysal
  school.yaml: [
    "aidana\n    mentor: daniyar", "sholpan\n    mentor: daniyar",
    "aidana\n    mentor: sholpan", "daniyar\n    mentor: sholpan",
  ]
  teachers/aidana/portfolio.yaml: ['novice: true', 'novice: false']
""")  # fmt: skip
def novice_without_mentor(context: LintContext) -> Iterator[Violation]:
    """A novice's school has named no mentor for this teacher."""
    portfolio = context.portfolio
    if not portfolio.who or not portfolio.who.novice:
        return
    document, name = school_document(portfolio), id_in_school(portfolio)
    if document is None or not isinstance(document.model, School):
        return
    year = as_school_year(document.model.school_year)
    pairs = mentor_pairs(document.model, year) if year else document.model.mentors
    if not any(pair.novice == name and pair.mentor and not is_own_mentor(pair) for pair in pairs):
        message = _("school.yaml names no mentor for this novice.")
        hint = _("The administration adds a row to `mentors`: `novice: {name}`, `mentor: …`.").format(name=name)
        yield Violation(portfolio.profile, ("novice",), message, hint)


@rule("PD825", "person-listed-twice", Severity.WARNING, r"""
clause: files
what:
  kk: Бір адам бір уақытта бір жас маманға бір деңгейдегі тәлімгер ретінде де, бір топта бір рөлде де екі рет
    жазылмайды; бірлескен жұмысқа қатысушылар, кездесуге келгендер мен құжат авторлары арасында да бір рет қана аталады.
    Ешкім өзіне тәлімгер болмайды, өз сабағына өзі қатыспайды, ал teachers ішінде қалтасы бар адам `staff` тізіміне
    жазылмайды.
  ru: Один человек в одно и то же время записан наставником одного уровня у одного молодого специалиста и в одной роли в
    группе не больше одного раза; среди участников общей работы, присутствующих на заседании и авторов документа он тоже
    назван один раз. Никто не наставник самому себе и не посещает собственный урок, а тот, у кого есть папка в teachers,
    не записан в `staff`.
  en: At any one time a person is listed only once as a mentor of the same level for the same novice, and only once in
    the same role of a group; among the members of a joint piece of work, those present at a meeting or the authors of a
    document, too, a person is named only once. Nobody is their own mentor or visits their own lesson, and somebody who
    has a folder in teachers is not in `staff`.
why:
  kk: Екінші жолда, сірә, басқа адам немесе басқа деңгей (`level`) тұруға тиіс еді; екі адам бар болып көрінгенімен,
    біреуі ғана бар.
  ru: Во второй строке, вероятно, должен стоять другой человек или другой уровень (`level`); людей будто двое, а на
    деле один.
  en: The second row was probably meant for another person or another `level`; there seem to be two people, but there is
    only one.
bad: |
  mentors:
    - {novice: aigerim, mentor: daniyar}
    - {novice: aigerim, mentor: daniyar}
good: |
  mentors:
    - {id: m1, novice: aigerim, mentor: daniyar, level: methodical}
    - {id: m2, novice: aigerim, mentor: saule, level: curator}
fail:
- in: school-mysal
  school.yaml: ["    mentor: sholpan\n    level: curator\n", "    mentor: ¦daniyar\n"]
- in: school-mysal
  school.yaml: [
    "    mentor: sholpan\n    level: curator\n    start: 2025-09-01\n    end: 2026-05-25",
    "    mentor: ¦daniyar\n    start: 2026-05-25",
  ]
- in: school-mysal
  school.yaml: ["novice: aidana\n    mentor: daniyar", "novice: aidana\n    mentor: ¦aidana"]
- in: school-mysal
  school.yaml: ["\nmentors:", "\nstaff: [{id: ¦sholpan, name: Үлгі Маман}]\nmentors:"]
- in: school-mysal
  research/suraq-qoiu/lesson-study.yaml: ['member: sholpan', 'member: ¦daniyar']
- in: school-mysal
  school/2025-2026-cycle.yaml: ['authors: [sholpan]', 'authors: [sholpan, ¦sholpan]']
- in: school-mysal
  school/groups/a.yaml: |
    kind: group
    type: association
    members:
    - {member: sholpan, role: head, end: 2026-05-25}
    - {member: sholpan, role: tutor}
    - {member: ¦sholpan, role: head, start: 2026-05-25}
- in: school-mysal
  school/groups/a.yaml: |
    kind: group
    type: association
    members: [{member: sholpan, role: head}, {member: ¦sholpan}]
- in: school-mysal
  school/groups/a.yaml: |
    kind: group
    type: site
    meetings: [{id: t1, date: 2025-10-10, present: [sholpan, ¦sholpan]}, {id: t2, date: 2025-11-10, present: [sholpan]}]
- in: school-mysal
  school/2025-2026/events.yaml: |
    kind: events
    items: [{id: v1, date: 2025-10-10, title: A, leads: [sholpan], participants: [sholpan, daniyar, ¦daniyar]}]
- in: school-mysal
  school/2025-2026/visits.yaml: |
    kind: visits
    items: [{id: w1, date: 2025-10-10, teacher: sholpan, by: ¦sholpan}, {id: w2, teacher: sholpan, by: daniyar}]
pass:
- in: school-mysal
  school.yaml: ["\nmentors:", "\nstaff: [{id: psiholog, name: Үлгі Маман}]\nmentors:"]
- in: school-mysal
  school/groups/a.yaml: |
    kind: group
    type: association
    members:
    - {member: sholpan, end: 2026-05-25}
    - {member: sholpan, role: head, start: 2026-05-26}
    - {member: sholpan, role: tutor, start: 2026-05-26}
- in: school-mysal
  school.yaml: ['mentor: sholpan', 'mentor: daniyar']
- in: school-mysal
  school.yaml: [
    "    mentor: sholpan\n    level: curator\n    start: 2025-09-01\n    end: 2026-05-25",
    "    mentor: daniyar\n    start: 2026-05-26",
  ]
- in: school-mysal
  school.yaml: ["    mentor: sholpan\n    level: curator\n", "    mentor: sholpan\n"]
""")  # fmt: skip
def person_listed_twice(context: LintContext) -> Iterator[Violation]:
    """The school lists one person twice in one role at the same time."""
    portfolio = context.portfolio
    for document in portfolio.documents if portfolio.is_school else ():
        yield from _listed_twice(document)
        if isinstance(document.model, Group):
            yield from _twice_in_group(document, document.model)
        elif isinstance(document.model, Visits):
            yield from _own_visits(document, document.model)
    for document, school in school_documents(portfolio):
        yield from _staff_with_folders(document, school)
        first: dict[tuple[str, str, str], list[tuple[int, MentorPair]]] = {}
        for index, pair in enumerate(school.mentors):
            if not pair.novice or not pair.mentor:
                continue
            if is_own_mentor(pair):
                message = _("{person} is both the novice and the mentor in one row.").format(
                    person=pair.novice.strip()[:80]
                )
                yield Violation(document, ("mentors", index, "mentor"), message, _("Correct one of the two names."))
                continue
            level = pair.level or "methodical"
            earlier = first.setdefault((pair.novice.strip(), pair.mentor.strip(), level), [])
            same = next((number for number, other in earlier if _at_one_time(pair, other)), None)
            earlier.append((index, pair))
            if same is not None:
                place = document.span("mentors", same, "mentor")
                yield Violation(
                    document, ("mentors", index, "mentor"),
                    _("{mentor} is listed twice for {novice} at one level.").format(
                        mentor=pair.mentor.strip()[:80], novice=pair.novice.strip()[:80]
                    ),
                    _("Remove this row, or correct the name of the person, the `level` or the days."),
                    related=(Related(document.path, place, _("The first one is here.")),),
                )  # fmt: skip


@rule("PD834", "unclear-staff-id", Severity.ERROR, r"""
clause: files
what:
  kk: '`staff` тізіміндегі әр адамның өз белгісі (`id`) бар, ол қалта аты сияқты жазылады.'
  ru: 'У каждого в `staff` своё обозначение (`id`), оно пишется как имя папки.'
  en: 'Everyone in `staff` has an `id` of their own, written like the name of a folder.'
why:
  kk: Құжаттар адамды осы сөзбен атайды. Екі адамға бір сөз берілсе не ол лауазым сияқты жазылса, кім екені белгісіз.
  ru: Этим обозначением человека называют в документах. Если обозначение одно на двоих или похоже на должность,
    непонятно, кто это.
  en: Documents name a person by this short name. If two people share it, or it looks like a position, nobody knows who
    is meant.
bad: |
  staff:
    - {id: psiholog, name: ...}
    - {id: psiholog, name: ...}
good: |
  staff:
    - {id: psiholog, name: ...}
    - {id: psiholog-2, name: ...}
fail:
- in: school-mysal
  school.yaml: ["\nmentors:", "\nstaff: [{id: maman, name: Үлгі Маман}, {id: ¦maman, name: Мысал Маман}]\nmentors:"]
- in: school-mysal
  school.yaml: ["\nmentors:", "\nstaff: [{id: ¦Әдіскер, name: Үлгі Маман}]\nmentors:"]
- in: school-mysal
  school.yaml: ["\nmentors:", "\nstaff: [{id: ¦two words, name: Үлгі Маман}]\nmentors:"]
pass:
- in: school-mysal
  school.yaml: ["\nmentors:", "\nstaff: [{id: maman, name: Үлгі Маман}, {id: maman-2, name: Мысал Маман}]\nmentors:"]
""")  # fmt: skip
def unclear_staff_id(context: LintContext) -> Iterator[Violation]:
    """Two people in `staff` share an id, or an id is not written like the name of a folder."""
    for document, school in school_documents(context.portfolio):
        first: dict[str, int] = {}
        for index, row in enumerate(school.staff):
            key = (row.id or "").strip()
            if not key:
                continue
            earlier = first.setdefault(key, index)
            if earlier != index:
                related = Related(document.path, document.span("staff", earlier, "id"), _("The first one is here."))
                message = _("`{key}` is the `id` of somebody else, too.").format(key=key[:80])
                hint = _("Give each of them an `id` of their own.")
                yield Violation(document, ("staff", index, "id"), message, hint, related=(related,))
            elif not _STAFF_ID.fullmatch(key):
                message = _("`{key}` is not written like the name of a folder.").format(key=key[:80])
                hint = _("Use small Latin letters, digits and hyphens, for example `psychologist`.")
                yield Violation(document, ("staff", index, "id"), message, hint)


def _staff_with_folders(document: Document, school: School) -> Iterator[Violation]:
    """Rows of `staff` whose `id` is the name of a folder below teachers/, which is the one that counts."""
    folders = teacher_folders(document.path.parent) if school.staff else {}
    for index, row in enumerate(school.staff):
        if row.id and row.id.strip() in folders:
            message = _("`{key}` is also the name of a folder in teachers/.").format(key=row.id.strip()[:80])
            hint = _("If this is the same person, remove this row; otherwise write another `id`.")
            yield Violation(document, ("staff", index, "id"), message, hint)


def _listed_twice(document: Document) -> Iterator[Violation]:
    """People who are twice in one list, such as the members of a joint work or those present at a meeting."""
    first: dict[tuple[tuple[str | int, ...], str], tuple[str | int, ...]] = {}
    for loc, name in _listed(document):
        place = (loc[:-1] if isinstance(loc[-1], int) else loc[:1], name)
        if place in first:
            yield Violation(
                document, loc, _("{person} is listed twice here.").format(person=name[:80]),
                _("Remove this row, or correct the name of the person."),
                related=(Related(document.path, document.span(*first[place]), _("The first one is here.")),),
            )  # fmt: skip
        first.setdefault(place, loc)


def _own_visits(document: Document, visits: Visits) -> Iterator[Violation]:
    """Visits of lessons by the one who taught them."""
    for index, row in with_file_index(document, "items", visits.items):
        if row.teacher and row.by and row.teacher.strip() == row.by.strip():
            message = _("{person} taught and visited this lesson.").format(person=row.by.strip()[:80])
            yield Violation(document, ("items", index, "by"), message, _("Correct who is named here."))


def _twice_in_group(document: Document, group: Group) -> Iterator[Violation]:
    """Members of a group who are listed twice in one role at the same time."""
    first: dict[str, list[tuple[int, Member]]] = {}
    for index, member in enumerate(group.members):
        name = (member.member or "").strip()
        earlier = first.setdefault(name, [])
        same = next((number for number, other in earlier if _in_one_role(member, other)), None)
        earlier.append((index, member))
        if name and same is not None:
            place = document.span("members", same, "member")
            yield Violation(
                document, ("members", index, "member"), _("{person} is listed twice here.").format(person=name[:80]),
                _("Remove this row, or correct the name of the person, the `role` or the days."),
                related=(Related(document.path, place, _("The first one is here.")),),
            )  # fmt: skip


def _in_one_role(one: Member, other: Member) -> bool:
    """Whether two rows give one person the same role at the same time; who has another role is a member by it."""
    roles = {one.role or "member", other.role or "member"}
    return (len(roles) == 1 or "member" in roles) and _at_one_time(one, other)


def _at_one_time(one: MentorPair | Member, other: MentorPair | Member) -> bool:
    """Whether two periods share a day; one without a day has no bound there."""
    begins_after = one.start and other.end and one.start > other.end
    ends_before = one.end and other.start and one.end < other.start
    return not begins_after and not ends_before
