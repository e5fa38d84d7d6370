"""YAML that does not say what was meant. All of it shows while a document is read."""

from pdcli.lint.rule import reading_rule

yaml_syntax = reading_rule("PD002", r"""
clause: files
what:
  kk: YAML дұрыс жазылуы керек.
  ru: YAML должен быть записан верно.
  en: The YAML must be well formed.
why:
  kk: Бір артық белгі бүкіл файлды оқылмайтын етеді.
  ru: Один лишний знак делает нечитаемым весь файл.
  en: One stray character makes the whole file unreadable.
bad:
  kk: |-
    focus: Мақсат: сызба
  ru: |-
    focus: Цель: схема к задаче
  en: |-
    focus: Goal: a diagram for each problem
good:
  kk: |-
    focus: "Мақсат: сызба"
  ru: |-
    focus: "Цель: схема к задаче"
  en: |-
    focus: "Goal: a diagram for each problem"
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['topic: Бөл', 'topic: Бөл¦: Бөл']
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['topic: Бөл', 'topic¦:Бөл']
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['kind: lesson-analysis', "kind¦:\u00a0lesson-analysis"]
- portfolio.yaml: ['school: ', 'school: ¦*']
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['topic: Бөл', 'topic: Бөл:Бөл']
- portfolio.yaml: ['mentor: ӘБ жетекшісі', "mentor: '*'"]
""")  # fmt: skip

duplicate_key = reading_rule("PD003", r"""
clause: files
what:
  kk: Бір кілт екі рет жазылмайды.
  ru: Ключ не пишут дважды.
  en: A key appears only once.
why:
  kk: Екі жауаптың қайсысы есепке алынатыны белгісіз, ал біреуі байқалмай жоғалады. Кестенің жаңа жолының алдындағы
    сызықша ұмытылса да, кілттер екі рет жазылған болып шығады.
  ru: Если ключ записан дважды, неясно, какой ответ учитывается, и один из них незаметно теряется. Ключи повторяются и
    тогда, когда перед новой строкой таблицы забыт дефис.
  en: If a key appears twice, it is unclear which answer counts, and one answer is lost unnoticed. This also happens if
    the hyphen before a new row of a table was forgotten.
bad:
  kk: |-
    school: Мысал мектебі
    school: Басқа мектеп
  ru: |-
    school: Школа-пример
    school: Другая школа
  en: |-
    school: Example School
    school: Another School
good:
  kk: |-
    school: Мысал мектебі
  ru: |-
    school: Школа-пример
  en: |-
    school: Example School
fail:
- portfolio.yaml:
  - 'school: '
  - "school: а\n¦school: "
- evidence.yaml:
  - 'file: evidence/seminar-2026-04.txt'
  - |-
    url: www.mysal.example
        file: evidence/seminar-2026-04.txt
        ¦url: https://mysal.example
pass:
- evidence.yaml:
  - 'file: evidence/olimpiada-2026-01.txt'
  - |-
    file: evidence/olimpiada-2026-01.txt
        url: https://mysal.example
""")  # fmt: skip

wrong_root = reading_rule("PD004", """
clause: files
what:
  kk: 'Файл `кілт: мән` жолдарынан тұруы керек.'
  ru: 'Файл состоит из строк `ключ: значение`.'
  en: 'A file is made of `key: value` lines.'
why:
  kk: Тізімнен немесе жай мәтіннен оның қай сұраққа жауап екені көрінбейді.
  ru: По списку или голому тексту не понять, на какой вопрос это ответ.
  en: A list or bare text does not say which question it answers.
bad: |
  - kind: portfolio
good: |
  kind: portfolio
fail:
- notes/tizim.yaml: |
    ¦- бір
    - екі
- notes/matin.yaml: |
    ¦бір мәтін
pass:
- notes/tizim.yaml: |
    kind: growth-diary
    goal: |
      - бір
      - екі
""")  # fmt: skip

several_documents = reading_rule("PD008", r"""
clause: files
what:
  kk: Бір файлда бір ғана құжат болады.
  ru: Один файл – один документ.
  en: One document in one file.
why:
  kk: Екінші құжатты ешкім оқымайды.
  ru: Второй документ никто не прочтёт.
  en: Nobody would read the second one.
bad: |
  kind: cycle
  ---
  kind: cycle
good: |
  kind: cycle
fail:
- portfolio.yaml:
  - 'subject: '
  - "¦---\nsubject: "
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - "\n## 3."
  - "\n¦---\nkind: lesson-analysis\n---\n\n## 3."
pass:
- portfolio.yaml: ['kind: portfolio', "---\nkind: portfolio"]
""")  # fmt: skip

text_after_hash = reading_rule("PD034", """
clause: files
what:
  kk: 'Мәтіннің ` #` белгісінен кейінгі бөлігі жоғалмауы керек.'
  ru: 'Часть текста после ` #` не должна пропадать.'
  en: 'The part of a text after ` #` must not get lost.'
why:
  kk: "YAML-да бос орыннан кейінгі `#` белгісінен түсініктеме басталады; одан кейінгі сөздер бетке шықпайды.
    `#` белгісінен басталған `private: true` сияқты жол да есепке алынбайды."
  ru: 'В YAML знак `#` после пробела начинает комментарий: слова за ним на страницу не попадут. Не учитывается
    и строка вроде `private: true`, если перед ней стоит `#`.'
  en: "In YAML a `#` after a space begins a comment: the words after it appear on no page. A line such as
    `private: true` does not count either if there is a `#` in front of it."
bad:
  kk: |-
    topic: 5-сабақ #математика
  ru: |-
    topic: Урок 5 #математика
  en: |-
    topic: Lesson 5 #mathematics
good:
  kk: |-
    topic: '5-сабақ #математика'
  ru: |-
    topic: 'Урок 5 #математика'
  en: |-
    topic: 'Lesson 5 #mathematics'
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - |
    topic: Бөлшектерді қосу
  - |
    topic: №2 ¦#Бөлшектерді қосу
- portfolio.yaml: ['school: ', 'school: №7 мектеп ¦# ']
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - |
    topic: Бөлшектерді қосу
  - |
    topic: "№2 #Бөлшектерді қосу"  # тақырып күнтізбеден
""")  # fmt: skip

second_colon = reading_rule("PD035", """
clause: files
what:
  kk: Мәтін екінші қос нүктеден басталмайды.
  ru: Текст не начинается со второго двоеточия.
  en: A text does not begin with a second colon.
why:
  kk: Қос нүкте екі рет басылса, екіншісі жауаптың бөлігі болып, бетте көрінеді.
  ru: Если двоеточие нажато дважды, второе становится частью ответа и видно на странице.
  en: Where the colon was typed twice, the second one is a part of the answer and is shown on the page.
bad:
  kk: |-
    topic: :Бөлшектерді қосу
  ru: |-
    topic: :Сложение дробей
  en: |-
    topic: :Adding fractions
good:
  kk: |-
    topic: Бөлшектерді қосу
  ru: |-
    topic: Сложение дробей
  en: |-
    topic: Adding fractions
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['topic: Бөл', 'topic: ¦:Бөл']
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['topic: Бөл', 'topic: Бөл :']
""")  # fmt: skip
