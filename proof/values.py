"""Values for the sentences that no run shows: what could stand in each of their places."""

import re
from collections.abc import Mapping
from datetime import date

from pdcli.i18n import Lang
from pdcli.i18n.dates import shown_date, shown_period

# Place -> a value that is the same in all languages.
_VALUES: Mapping[str, str] = {
    "active": "3", "all": "12", "fraction": "7 / 32", "people": "14", "asked": "72", "beginning": "## Мақсат", "by": "1", "char": "ѐ", "code": "200B",
    "codes": "PD301 PD302", "commands": "`:e`, `:q`", "columns": "5", "confirmed": "2", "copy": "1-action (2).md", "count": "5", "criteria": "2.1, 3.1",
    "criterion": "2.1", "cycle": "2026-2027-1", "cycles": "2", "days": "30", "default": "html", "declared": "3",
    "digest": "9f2c…", "documents": "12",
    "editor": "notepad", "errors": "2", "escape": "\\d", "evidence": "e7", "expected": "4",
    "fall": "5", "fence": "```", "fields": "goal, indicator", "file": "cycles/2026-2027-1/4-design.yaml", "files": "3",
    "fingerprint": "41c0…", "first": "2026-09-01", "folder": "cycles/2026-2027-1", "folders": "2", "format": "xlsx",
    "formats": "html, md", "found": "1; 2", "goal": "g1", "heading": "Өсу аймақтары",
    "high": "80", "highest": "102", "hours": "80", "id": "g1", "ids": "f1, f2", "item": "1.2", "items": "e1, e2", "key": "goal",
    "keys": "goal, indicator", "kind": "lesson-analysis", "kinds": "lesson-analysis, essay", "known": "2", "labels": "Мақсат",
    "lang": "kk", "last": "7", "least": "1", "letter": "ң", "letters": "ң", "level": "3", "limit": "250", "line": "14",
    "lines": "build/", "low": "71", "mean": "77,6", "measured": "64 %", "most": "5", "name": "goals", "names": "g1, g2",
    "near": "4", "next": "r2", "no": "1", "number": "3", "option": "--to", "options": "--to, --out", "other": "e8",
    "others": "e8, e9", "pack": "kz-2025-02-25", "parameter": "winner_bonus", "part": "choices", "partly": "1",
    "parts": "goal, due", "path": "cycles/2026-2027-1/4-design.yaml", "pattern": "teachers/[a", "percent": "67",
    "points": "3", "portfolio": "teachers/aigerim", "portfolios": "60", "problem": "git", "refs": "cycles/2026-2027-1/2-analysis",
    "rest": "2", "revision": "origin/main", "rows": "4", "said": "2.1", "score": "6", "scores": "82, 84", "second": "e8",
    "share": "33", "shell": "bash", "sheets": "6", "sign": "«：»", "signs": "«：»", "size": "5", "slug": "parent-meeting", "source": "e7",
    "spread": "2", "stage": "2-analysis", "strokes": "----", "sums": "12", "table": "goals", "teacher": "aigerim", "typed": "2025-2026",
    "tables": "goals, plan", "tag": "!!python", "topic": "8", "total": "12", "type": "choice", "url": "https://example.org",
    "value": "g9", "values": "g1, g2", "warnings": "3", "year": "2026-2027", "years": "3", "yes": "2",
    "lessons": "5", "material": "book", "meant": "goal", "means": "77,6", "place": "14:3",
    "examples": "a3, 2026-2027/a3", "reference": "2026-2027/a3", "numbers": "2, 3", "edition": "2025", "mentor": "daniyar", "novice": "madi", "person": "madi", "topics": "events", "events": "2", "better": "71", "changes": "4", "given": "goal", "growth": "5",
    "titles": "Бөлшектер", "area": "r1", "baseline": "54 %", "target": "70 %", "breaks": "2", "counts": "2", "of": "12", "open": "3",
    "done": "2", "dropped": "1", "late": "1", "new": "2026-2027", "old": "2025-2026", "reached": "2", "ref": "2026-2027/v1", "references": "2026-2027/k1", "school": "village", "schools": "examples/school-city",
}  # fmt: skip
# Place -> a day, which each language words.
_DAYS: Mapping[str, date] = {
    "date": date(2026, 10, 14), "day": date(2026, 10, 14), "due": date(2026, 12, 20), "end": date(2026, 12, 31),
    "start": date(2026, 9, 1),
}  # fmt: skip
# Place -> a value in each language.
_WORDED: Mapping[str, Mapping[Lang, str]] = {
    "answer": {"kk": "`yes` (қол жеткізілді)", "ru": "`yes` (достигнуто)", "en": "`yes` (reached)"},
    "answers": {"kk": "`partly` (ішінара)", "ru": "`partly` (частично)", "en": "`partly` (partly)"},
    "advice": {"kk": "алдымен 1-кезеңді аяқтаңыз", "ru": "сначала завершите этап 1", "en": "finish stage 1 first"},
    "categories": {
        "kk": "Педагог-сарапшы, Педагог-шебер",
        "ru": "Педагог-эксперт, Педагог-мастер",
        "en": "Teacher-expert, Teacher-master",
    },
    "category": {"kk": "Педагог-сарапшы", "ru": "Педагог-эксперт", "en": "Teacher-expert"},
    "cause": {
        "kk": "балдар қосылмайды: 1.2 және 3.5 орындалмаған",
        "ru": "не суммируются: не выполнены критерии 1.2 и 3.5",
        "en": "not summed: 1.2 and 3.5 are not met",
    },
    "condition": {"kk": "болса ғана", "ru": "только если он есть", "en": "if there is one"},
    "command": {"kk": "pd status", "ru": "pd status", "en": "pd status"},
    "earlier": {"kk": "Талдау", "ru": "Анализ", "en": "Analysis"},
    "example": {"kk": "6 «Ә»", "ru": "6 «Ә»", "en": "6 B"},
    "how": {"kk": "бір рет", "ru": "один раз", "en": "once"},
    "label": {"kk": "Мақсат", "ru": "Цель", "en": "Goal"},
    "later": {"kk": "Рефлексия", "ru": "Рефлексия", "en": "Reflection"},
    "meaning": {"kk": "құжаттың түрі", "ru": "вид документа", "en": "the kind of document"},
    "methods": {
        "kk": "`repeated-diagnostics` (қайталама диагностика)",
        "ru": "`repeated-diagnostics` (повторная диагностика)",
        "en": "`repeated-diagnostics` (repeated diagnostics)",
    },
    "question": {"kk": "Не өзгерді?", "ru": "Что изменилось?", "en": "What has changed?"},
    "reason": {"kk": "рұқсат жоқ", "ru": "нет доступа", "en": "no permission"},
    "role": {"kk": "әдіскер", "ru": "методист", "en": "methodologist"},
    "roles": {"kk": "әдіскер, директор", "ru": "методист, директор", "en": "methodologist, head"},
    "sides": {"kk": "педагог, мектеп", "ru": "педагог, школа", "en": "teacher, school"},
    "sources": {
        "kk": "кері байланыс, сабақты бақылау",
        "ru": "обратная связь, наблюдение урока",
        "en": "feedback, lesson observation",
    },
    "support": {"kk": "тәлімгер, коучинг", "ru": "наставник, коучинг", "en": "a mentor, coaching"},
    "stages": {"kk": "Талдау, Рефлексия", "ru": "Анализ, Рефлексия", "en": "Analysis, Reflection"},
    "step": {"kk": "тапсырмаларды деңгейлеп беру", "ru": "дать задания по уровням", "en": "give tasks by level"},
    "text": {"kk": "Үш апта бойы сызба қолдандым.", "ru": "Три недели работали со схемами.", "en": "We used drawings."},
    "title": {"kk": "Бөлшектерді қосу", "ru": "Сложение дробей", "en": "Adding fractions"},
    "what": {"kk": "сауалнама өткізу", "ru": "провести опрос", "en": "hold a survey"},
    "where": {"kk": "2-жол", "ru": "строка 2", "en": "line 2"},
    "who": {"kk": "Айгерім Үлгібаева", "ru": "Айгерим Ульгибаева", "en": "Aigerim Ulgibayeva"},
    "why": {"kk": "нәтижені көрсетеді", "ru": "показывает результат", "en": "it shows the result"},
    "word": {"kk": "рефлексия", "ru": "рефлексия", "en": "reflection"},
    "words": {"kk": "критерий, рубрика", "ru": "критерий, рубрика", "en": "criterion, rubric"},
    "group": {"kk": "Мақсаттар", "ru": "Цели", "en": "Goals"},
    "document": {"kk": "Талдау", "ru": "Анализ", "en": "Analysis"},
    "issuer": {"kk": "Мектеп ӘБ", "ru": "Школьное МО", "en": "School subject association"},
    "finding": {"kk": "қорытынды", "ru": "вывод", "en": "finding"},
    "findings": {"kk": "f1, f2", "ru": "f1, f2", "en": "f1, f2"},
    "goals": {"kk": "g1, g2", "ru": "g1, g2", "en": "g1, g2"},
}
_PLACE = re.compile(r"\{(\w+)[^{}]*\}")


def places_of(sentence: str) -> list[str]:
    """The names of the places of a sentence."""
    return _PLACE.findall(sentence)


def with_sample_values(sentence: str, lang: Lang) -> str:
    """A sentence with what could stand in its places. Raises KeyError for a place that has no value here."""
    return _PLACE.sub(lambda match: _value(match[1], lang), sentence).replace("{{", "{").replace("}}", "}")


def _value(name: str, lang: Lang) -> str:
    if name in _DAYS:
        return shown_date(_DAYS[name], lang)
    if name == "period":
        return shown_period(_DAYS["start"], _DAYS["end"], lang)
    return _WORDED[name][lang] if name in _WORDED else _VALUES[name]
