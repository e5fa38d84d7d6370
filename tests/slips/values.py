"""Words, dates, numbers and references as people write them."""

from datetime import date

from tests.slips.forms import choices
from tests.slips.slip import (
    DATE,
    FRONT,
    LIST,
    PROSE,
    WORD,
    Expect,
    Pick,
    change_value,
    entries,
    in_text,
    kind_of,
    with_line,
    with_value,
)

_MONTHS = {
    "kk": ("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"),
    "ru": ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
}  # fmt: skip
_CHOICES = ("status", "competence", "form", "reached", "source", "level", "category", "target_category", "kind", "decision", "role", "observer_role")  # fmt: skip


def _other_date(text: str, pick: Pick, *forms: str) -> str | None:
    form = pick(forms)

    def change(value: str) -> str:
        day = date.fromisoformat(value)
        names = {lang: months[day.month - 1] for lang, months in _MONTHS.items()}
        return form.format(day=day, d=day.day, m=day.month, y=day.year, **names)

    return change_value(DATE, change)(text, pick)


@in_text(FRONT, "a date with dots, slashes or spaces")
def date_in_figures(text: str, pick: Pick) -> str | None:
    return _other_date(
        text, pick, "{day:%d.%m.%Y}", "{d}.{m}.{y}", "{day:%d/%m/%Y}", "{day:%d-%m-%Y}", "{day:%Y.%m.%d}", "{day:%Y/%m/%d}", "{y}-{m}-{d}",
        "{y} - {m} - {d}", "{day:%d. %m. %Y}", "{day:%d.%m.%y}", "{day:%m/%d/%Y}", "{day:%Y%m%d}", "{day:%d %m %Y}",
    )  # fmt: skip


@in_text(FRONT, "a date in Kazakh words")
def date_in_kazakh(text: str, pick: Pick) -> str | None:
    return _other_date(
        text, pick, "{day:%d.%m.%Y} ж.", "{day:%d.%m.%Y}ж", "{d} {kk} {y}", "{y} жылғы {d} {kk}", "{y} ж. {d} {kk}", "{d} {kk} {y} ж.", "{y} жылдың {d} {kk}ы", "{d}-{kk}, {y} жыл",
    )  # fmt: skip


@in_text(FRONT, "a date in Russian words")
def date_in_russian(text: str, pick: Pick) -> str | None:
    return _other_date(
        text, pick, "{day:%d.%m.%Y} г.", "{day:%d.%m.%Y}г.", "{d} {ru} {y}", "{d} {ru} {y} г.", "{d} {ru} {y} года", "«{d}» {ru} {y} г.",
    )  # fmt: skip


@in_text(FRONT, "a date in English words")
def date_in_english(text: str, pick: Pick) -> str | None:
    return _other_date(text, pick, "{d} {en} {y}", "{en} {d}, {y}", "{d}th {en} {y}", "{d} {en:.3} {y}", "{en} {d} {y}")


@in_text(FRONT, "other dashes or letters for digits in a date")
def other_signs_in_a_date(text: str, pick: Pick) -> str | None:
    old, new = pick([("-", "–"), ("-", "—"), ("-", "\u2011"), ("-", "−"), ("-", "\u00ad-"), ("0", "O"), ("0", "О"), ("1", "l"), ("1", "І"), ("2", "２"), ("2", "٢")])  # fmt: skip
    return change_value(DATE, lambda value: value.replace(old, new, 1))(text, pick)


@in_text(FRONT, "more than a date")
def more_than_a_date(text: str, pick: Pick) -> str | None:
    form = pick(["{}.", "{},", "{} ж.", "{}T00:00:00", "{} 09:00", "дүйсенбі, {}", "{} (сәрсенбі)", "~{}", "'{}", "{} - {}", "{}-{}", "шамамен {}", "{};", "📅 {}"])  # fmt: skip
    return change_value(DATE, lambda value: form.format(value, value))(text, pick)


@in_text(FRONT, "a day that does not exist, or half a date")
def no_such_day(text: str, pick: Pick) -> str | None:
    value = pick(["2025-02-30", "2025-13-01", "31.02.2025", "2025-11", "2025", "11.2025", "қараша 2025", "ноябрь", "45972", "бүгін", "сегодня", "2025-11-00", "202-11-11", "12025-11-11"])  # fmt: skip
    return change_value(DATE, lambda _: value)(text, pick)


@in_text(FRONT, "a choice by its name in one of the languages")
def choice_by_its_name(text: str, pick: Pick) -> str | None:
    names = choices(kind_of(text))
    options = [
        (entry, name)
        for entry in entries(text, WORD, _CHOICES)
        if entry.value in names and (entry.indent or entry.key != "kind")
        for name in sorted(set(names[entry.value].values()))
        if ": " not in name
    ]
    if not options:
        return None
    entry, name = pick(options)
    return with_value(text, entry, pick([name, name.capitalize(), name.upper(), name.lower(), f"{name}."]))


@in_text(FRONT, "a choice in capitals, with other dashes or letters")
def choice_misspelt(text: str, pick: Pick) -> str | None:
    change = pick([str.upper, str.capitalize, lambda v: v.replace("a", "а", 1), lambda v: v.replace("e", "е", 1), lambda v: v.replace("-", "–"), lambda v: v.replace("-", "_"), lambda v: v.replace("-", " "), lambda v: v[:-1], lambda v: v + v[-1]])  # fmt: skip
    options = [entry for entry in entries(text, WORD, _CHOICES) if entry.indent or entry.key != "kind"]
    if not options:
        return None
    entry = pick(options)
    return with_value(text, entry, change(entry.value))


@in_text(FRONT, "the state of the document in other words")
def status_in_other_words(text: str, pick: Pick) -> str | None:
    words = ["дайын", "Дайын", "аяқталды", "жоба", "бітті", "готово", "Готов", "черновик", "завершён", "finished", "Final", "done", "ok", "✅", "final ✅", "final!", "true", "yes", "100 %", "finаl", "finall"]  # fmt: skip
    return change_value(WORD, lambda _: word, ("status",))(text, pick) if (word := pick(words)) else None


@in_text(FRONT, "private: in people's words", expect=Expect.SAME_OR_REPORTED)
def private_in_other_words(text: str, pick: Pick) -> str | None:
    word = pick(["иә", "Иә", "да", "Да", "yes", "YES", "ия", "1", "on", "+", "'true'", "құпия", "жоқ", "нет", "no", "truе", "True.", "[true]"])  # fmt: skip
    return text.replace("status:", f"private: {word}\nstatus:", 1) if "\nprivate:" not in text else None


@in_text(FRONT, "the language in other words")
def language_in_other_words(text: str, pick: Pick) -> str | None:
    word = pick(["kz", "KZ", "қазақша", "kaz", "қаз", "рус", "русский", "RU", "English", "eng", "Kk", "кк", "ru,kk", "kk-KZ", "ru_RU", "қазақ тілі", "орысша", "[kk]"])  # fmt: skip
    if "\nlang: " in text:
        return change_value(WORD, lambda _: word, ("lang",))(text, pick)
    return text.replace("status:", f"lang: {word}\nstatus:", 1)


@in_text(FRONT, "yes, no and partly in people's words")
def reached_in_other_words(text: str, pick: Pick) -> str | None:
    word = pick(["иә", "жоқ", "жартылай", "ішінара", "да", "нет", "частично", "Yes", "NO", "true", "false", "+", "-", "±", "100 %", "partially", "yеs"])  # fmt: skip
    return change_value(WORD, lambda _: word, ("reached",))(text, pick)


@in_text(FRONT, "a number as people write it")
def number_in_other_words(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    keys = ("pupils: ", "quality: ", "satisfaction: ", "confidence: ", "hours: ", "coauthors: ", "score: ", "years: ", "coverage: ", "format: ", "lesson: ")  # fmt: skip
    options = [number for number, line in enumerate(lines) if line.strip().removeprefix("- ").startswith(keys) and line.strip()[-1].isdigit()]  # fmt: skip
    if not options:
        return None
    number = pick(options)
    key, _, value = lines[number].partition(": ")
    form = pick(["{}%", "{} %", "{} оқушы", "~{}", "{}.", "{}/10", "№{}", "'{}", "1 {}", "{},,5", "{}-{}", "бес", "О", "{}балл", "[{}]", "{}e5", "0x{}", "1_{}", "{}/2"])  # fmt: skip
    return with_line(text, number, f"{key}: {form.format(value, value)}")


@in_text(FRONT, "an id with another letter, case or space")
def other_id(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    options = [number for number, line in enumerate(lines) if line.lstrip().startswith(("- id: ", "id: "))]
    if not options:
        return None
    number = pick(options)
    key, _, value = lines[number].partition(": ")
    cyrillic = {"e": "е", "g": "г", "r": "р", "f": "ф", "c": "с", "s": "ѕ", "k": "к"}.get(value[0], "ё")
    return with_line(
        text,
        number,
        f"{key}: {pick([other for other in _spelt(value, cyrillic) if not other.endswith('99')])}",
    )


@in_text(FRONT, "a reference with another letter, case or space")
def other_reference(text: str, pick: Pick) -> str | None:
    options = list(entries(text, LIST, ("evidence", "attachments", "from")))
    options += [entry for entry in entries(text, None, ("goal",)) if entry.value[1:].isdigit()]
    if not options:
        return None
    entry = pick(options)
    ids = entry.value.strip("[]").split(", ")
    place = pick(range(len(ids)))
    cyrillic = {"e": "е", "g": "г", "r": "р", "f": "ф", "c": "с"}
    ids[place] = pick(_spelt(ids[place], cyrillic.get(ids[place][0], "ё")))
    value = ", ".join(ids)
    return with_value(text, entry, f"[{value}]" if entry.value.startswith("[") else value)


def _spelt(value: str, cyrillic: str) -> list[str]:
    letter, figures = value[0], value[1:]
    fixed = [cyrillic + figures, letter.upper() + figures, f"{letter} {figures}", f"{letter}-{figures}", f"№{value}", figures, f"{letter}{figures}.", f"{letter}l", f"{letter}О", f"{value}\u200b", f"\u200e{value}", f"{letter}\u00a0{figures}"]  # fmt: skip
    return [*fixed, f"{value} ", letter + "１", f"#{value}", f"<{value}>", f"{letter}({figures})", f"{letter}99", f"{letter}0{figures}"]  # fmt: skip


@in_text(FRONT, "ids as a range")
def range_of_ids(text: str, pick: Pick) -> str | None:
    options = [entry for entry in entries(text, LIST, ("evidence", "attachments", "from")) if ", " in entry.value]
    if not options:
        return None
    entry = pick(options)
    ids = entry.value.strip("[]").split(", ")
    return with_value(text, entry, pick(["[{}-{}]", "[{}–{}]", "{}-{}", "[{}..{}]", "[{} - {}]"]).format(ids[0], ids[-1]))  # fmt: skip


@in_text(FRONT, "a list in the place of one, or one in the place of a list")
def list_or_one(text: str, pick: Pick) -> str | None:
    options = [(entry, entry.value.strip("[]")) for entry in entries(text, LIST) if ", " not in entry.value]
    options += [(entry, f"[{entry.value}]") for entry in entries(text, WORD, (*_CHOICES, "goal")) if entry.key != "kind"]  # fmt: skip
    options += [(entry, f"[{entry.value}, {entry.value}]") for entry in entries(text, None, ("goal", "date", "due", "title"))]  # fmt: skip
    if not options:
        return None
    entry, value = pick(options)
    return with_value(text, entry, value)


@in_text(FRONT, "an escape stands for a control sign")
def escaped_control_sign(text: str, pick: Pick) -> str | None:
    escape = pick(["\\e[31m", "\\0", "\\a", "\\x07", "\\u0000", "\\b", "\\u202e", "\\x1b]0;x\\a", "\\uD83D", "\\v", "\\U0001F600\\x00"])  # fmt: skip
    return change_value(PROSE, lambda value: f'"{value} {escape}"')(text, pick)


@in_text(FRONT, "signs that turn the direction of writing")
def sign_of_direction(text: str, pick: Pick) -> str | None:
    sign = pick(["\u200e", "\u200f", "\u202e", "\u202a", "\u2066", "\u2069", "\ufeff", "\u200b"])
    return change_value(None, lambda value: pick([sign + value, value + sign]))(text, pick)


@in_text(FRONT, "control signs came with a paste", expect=Expect.SAME_OR_REPORTED)
def control_sign_in_a_value(text: str, pick: Pick) -> str | None:
    sign = pick(["\x00", "\x07", "\x08", "\x0b", "\x0c", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u2029", "\x1a", "\x9b", "\ufffe", "\uffff"])  # fmt: skip
    return change_value(PROSE, lambda value: value.replace(" ", f"{sign} ", 1))(text, pick)


_RATINGS = {
    "+": ("“+”", "+.", "✓", "++", "иә", "да", "yes", "қол жеткізілді", "＋", "✅"),
    "±": ("+-", "+/-", "-+", "+/−", "∓", "ішінара", "частично", "partly"),
    "-": ("-", "–", "—", "− ", "- ", "-  # жоқ", "жоқ", "нет", "no", "0"),
}


@in_text(FRONT, "a rating by another sign or word")
def rating_by_another_sign(text: str, pick: Pick) -> str | None:
    lines = text.split("\n")
    ratings = {number: line.partition(": ")[2].strip("\"'") for number, line in enumerate(lines) if line.strip().startswith("rating: ")}  # fmt: skip
    options = [(number, sign) for number, rating in ratings.items() for sign in _RATINGS.get(rating, ())]
    if not options:
        return None
    number, sign = pick(options)
    return with_line(text, number, lines[number].split(":")[0] + f": {sign}")


@in_text(FRONT, "the school year as people write it")
def school_year_as_written(text: str, pick: Pick) -> str | None:
    options = list(entries(text, None, ("school_year", "previous", "year")))
    if not options:
        return None
    entry = pick(options)
    first, second, *rest = entry.value.split("-")
    form = pick(["{}–{}", "{}/{}", "{} - {}", "{}-{} оқу жылы", "{}—{}", "{}-{} уч. год", "{}.{}", "{}"])
    return with_value(text, entry, "-".join([form.format(first, second), *rest]))


@in_text(FRONT, "the keyboard was left in Russian or Kazakh for an id or a choice", expect=Expect.REPORTED)
def value_in_the_other_layout(text: str, pick: Pick) -> str | None:
    layout = str.maketrans("qwertyuiopasdfghjklzxcvbnm2345890-", "йцукенгшщзфывапролдячсмитьәіңғүұқө")
    return change_value(WORD, lambda value: value.translate(layout), ("status", "goal", "source", "level", "reached"))(
        text, pick
    )
