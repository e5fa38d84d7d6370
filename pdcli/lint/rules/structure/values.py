"""Values of answers. All of it shows while a document is read."""

from pdcli.lint.rule import reading_rule

invalid_date = reading_rule("PD103", """
clause: files
what:
  kk: Күн жыл-ай-күн түрінде, оқу жылы екі жылдың арасына сызықша қойып жазылады.
  ru: Дату пишут как год-месяц-день, учебный год – двумя годами через дефис.
  en: A date is written year-month-day, a school year as two years with a hyphen.
why:
  kk: Басқаша жазылған күнді салыстыру да, ретімен орналастыру да мүмкін емес. `2025–2026` (ұзын сызық), `2025/26` не
    «2025-2026 оқу жылы» деген жазу да сондай.
  ru: Иную запись нельзя сравнить и упорядочить. Это касается и записей `2025–2026` (с тире), `2025/26` и
    «2025-2026 учебный год».
  en: Dates written in another way cannot be compared or sorted. The same goes for `2025–2026` (with a dash), `2025/26`
    and “school year 2025-2026”.
bad: |
  date: 14.10.2025
good: |
  date: 2025-10-14
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['date: 2025-09-24', 'date: ¦24.09.2025']
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['date: 2025-09-24', 'date: ¦2025-02-30']
- routes/2025-2026-route-sheet.yaml: ['school_year: 2025-2026', 'school_year: ¦2025/26 оқу жылы']
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['date: 2025-09-24', 'date: "2024-02-29"']
""")  # fmt: skip

invalid_choice = reading_rule("PD104", r"""
clause: files
what:
  kk: Таңдалған жауап – тізімдегі кілттердің бірі.
  ru: Ответ, который выбирают из списка, – один из ключей этого списка.
  en: A choice is one of the listed keys.
why:
  kk: Кілттің орнына өз сөзіңізбен жазылған жауап есепке кірмейді.
  ru: Ответ своими словами вместо ключа не попадает в подсчёт.
  en: A choice written in your own words is not counted.
bad: |
  category: expret
good: |
  category: expert
fail:
- routes/2025-2026-route-sheet.yaml:
  - |-
    rating: ±
        note: Бағалау
  - |-
    rating: ¦+/-
        note: Бағалау
- portfolio.yaml:
  - "\ncategory: moderator"
  - "\ncategory: ¦модератор"
pass:
- portfolio.yaml: ["\ncategory: moderator", "\ncategory: 'master'"]
""")  # fmt: skip

number_out_of_range = reading_rule("PD105", """
clause: files
what:
  kk: Сан рұқсат етілген аралықта болады.
  ru: Число лежит в допустимых границах.
  en: A number is within its limits.
why:
  kk: Аралықтан тыс сан – көбіне теру қатесі.
  ru: Число вне границ – обычно опечатка.
  en: A number outside its limits is usually a slip.
bad: |
  format: 0
good: |
  format: 1
fail:
- portfolio.yaml: ['format: 1', 'format: ¦-1']
pass:
- evidence.yaml: ['score: 74', 'score: 100']
""")  # fmt: skip
