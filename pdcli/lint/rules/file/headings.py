"""Questions and their answers in Markdown. All of it shows while a document is read."""

from pdcli.lint.rule import reading_rule

text_outside_heading = reading_rule("PD011", r"""
clause: files
what:
  kk: Мәтін тақырып астында тұрады.
  ru: Текст стоит под заголовком.
  en: Text comes under a heading.
why:
  kk: Тақырыпсыз мәтін ешбір сұраққа жауап болмайды және формада көрінбейді.
  ru: Текст без заголовка не отвечает ни на один вопрос и не попадает в форму.
  en: Text without a heading answers no question and does not appear in the form.
bad:
  kk: |-
    ---
    kind: lesson-analysis
    ---
    Сабақ жақсы өтті.

    ## 1. Сабақтың мақсаты қандай?
  ru: |-
    ---
    kind: lesson-analysis
    ---
    Урок прошёл хорошо.

    ## 1. Какова цель урока?
  en: |-
    ---
    kind: lesson-analysis
    ---
    The lesson went well.

    ## 1. What was the goal of the lesson?
good:
  kk: |-
    ---
    kind: lesson-analysis
    ---

    ## 2. Сабақтың мақсатына қол жеткізілді ме?

    Сабақ жақсы өтті.
  ru: |-
    ---
    kind: lesson-analysis
    ---

    ## 2. Достигнута ли цель урока?

    Урок прошёл хорошо.
  en: |-
    ---
    kind: lesson-analysis
    ---

    ## 2. Was the goal reached?

    The lesson went well.
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - "\n## 1. Сабақтың мақсаты қандай?"
  - "\n¦Бос мәтін\n\n## 1. Сабақтың мақсаты қандай?"
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - "\n## 1. Сабақтың мақсаты қандай?"
  - "\n<!-- ескерту: бос мәтін -->\n\n## 1. Сабақтың мақсаты қандай?"
""")  # fmt: skip

unknown_heading = reading_rule("PD012", r"""
clause: files
what:
  kk: Екінші деңгейлі тақырып форманың сұрағы болуы керек.
  ru: Заголовок второго уровня – вопрос формы.
  en: A second-level heading is a question of the form.
why:
  kk: Белгісіз тақырып астындағы жауап кестеге түспейді.
  ru: Ответ под чужим заголовком не попадёт в таблицу.
  en: An answer under another heading does not appear in the table.
bad:
  kk: |-
    ## Сабақ мақсаты
  ru: |-
    ## Цель урока
  en: |-
    ## Lesson goal
good:
  kk: |-
    ## 1. Сабақтың мақсаты қандай?
  ru: |-
    ## 1. Какова цель урока?
  en: |-
    ## 1. What was the goal of the lesson?
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - '## 3. Қандай әдістер қолданылды?'
  - ¦## 3. Қандай тәсіл болды?
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - '## 3. Қандай әдістер қолданылды?'
  - ¦## 3. Қандай әдістер қолданды?
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - '## 3. Қандай әдістер қолданылды?'
  - '##  3) қандай әдістер қолданылды ?'
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - '- қағаз жолақтармен'
  - "### Қандай тәсіл болды?\n\n- қағаз жолақтармен"
""")  # fmt: skip

repeated_heading = reading_rule("PD013", r"""
clause: files
what:
  kk: Сұрақ тақырыбы бір рет кездеседі.
  ru: Заголовок вопроса встречается один раз.
  en: A question's heading appears once.
why:
  kk: Екінші жауап есепке алынбайды.
  ru: Второй ответ не учитывается.
  en: The second answer does not count.
bad:
  kk: |-
    ## 1. Сабақтың мақсаты қандай?

    Бірінші ой

    ## 1. Сабақтың мақсаты қандай?

    Екінші ой
  ru: |-
    ## 1. Какова цель урока?

    Первая мысль

    ## 1. Какова цель урока?

    Вторая мысль
  en: |-
    ## 1. What was the goal of the lesson?

    The first thought

    ## 1. What was the goal of the lesson?

    The second thought
good:
  kk: |-
    ## 1. Сабақтың мақсаты қандай?

    Бір жауапта екі ой да бар
  ru: |-
    ## 1. Какова цель урока?

    Обе мысли в одном ответе
  en: |-
    ## 1. What was the goal of the lesson?

    Both thoughts in one answer
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - '## 2. Сабақтың мақсатына қол жеткізілді ме?'
  - ¦## 1. Сабақтың мақсаты қандай?
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - Жолақпен жұмыс
  - "### 1. Сабақтың бірінші бөлігі\n\nЖолақпен жұмыс"
""")  # fmt: skip

answered_twice = reading_rule("PD014", r"""
clause: files
what:
  kk: Сұраққа бір жерде жауап беріледі.
  ru: На вопрос отвечают в одном месте.
  en: A question is answered in one place.
why:
  kk: Екі жауап бір-біріне қайшы келуі мүмкін.
  ru: Два ответа могут противоречить друг другу.
  en: Two answers may contradict each other.
bad:
  kk: |-
    ---
    kind: lesson-analysis
    goal: Бір жауап
    ---

    ## 1. Сабақтың мақсаты қандай?

    Басқа жауап
  ru: |-
    ---
    kind: lesson-analysis
    goal: Один ответ
    ---

    ## 1. Какова цель урока?

    Другой ответ
  en: |-
    ---
    kind: lesson-analysis
    goal: One answer
    ---

    ## 1. What was the goal of the lesson?

    Another answer
good:
  kk: |-
    ---
    kind: lesson-analysis
    ---

    ## 1. Сабақтың мақсаты қандай?

    Бір жауап
  ru: |-
    ---
    kind: lesson-analysis
    ---

    ## 1. Какова цель урока?

    Один ответ
  en: |-
    ---
    kind: lesson-analysis
    ---

    ## 1. What was the goal of the lesson?

    One answer
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - "\n---\n\n## 1. Сабақтың мақсаты қандай?"
  - "\ngoal: а\n---\n\n¦## 1. Сабақтың мақсаты қандай?"
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - "\n---\n\n## 1. Сабақтың мақсаты қандай?"
  - "\ngoal:\n---\n\n## 1. Сабақтың мақсаты қандай?"
""")  # fmt: skip

misplaced_answer = reading_rule("PD018", """
clause: files
what:
  kk: Кесте, күн және таңдау жоғарыдағы деректерге жазылады.
  ru: Таблицы, даты и ответы, выбранные из списка, пишут в сведениях вверху.
  en: Tables, dates and choices belong in the facts at the top.
why:
  kk: Тақырып астында олар жай мәтін болып қалады және ештеңемен байланыспайды.
  ru: Под заголовком они остаются простым текстом и ни с чем не связаны.
  en: Under a heading they stay plain text and link to nothing.
bad:
  kk: |-
    ## Аяқталған күні

    20 қазан
  ru: |-
    ## Дата завершения

    20 октября
  en: |-
    ## Date finished

    20 October
good: |
  ---
  kind: analysis
  date: 2025-10-20
  ---
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - '## 2.'
  - |-
    ¦## Дәлелдемелер

    e1

    ## 2.
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - 20 дұрыс шығу парағы.
  - |-
    20 дұрыс шығу парағы.

    ### Дәлелдемелер

    e1
""")  # fmt: skip

lost_question = reading_rule("PD030", r"""
clause: files
what:
  kk: Форманың сұрағы `## ` белгісінен басталатын тақырып болып жазылады.
  ru: Вопрос формы записан заголовком, который начинается с `## `.
  en: A question of the form is written as a heading that begins with `## `.
why:
  kk: Қою қаріппен, бос орынсыз, басқа деңгеймен немесе басқа жолдың соңына жазылған сұрақ тақырып емес –
    оның жауабы алдыңғы жауапқа қосылып кетеді. Тақырыбы өшіп, кеңесі қалған сұрақ та сондай.
  ru: Вопрос, записанный жирным шрифтом, без пробела после решёток, на другом уровне заголовка или в конце другой
    строки, – не заголовок, и ответ на него сливается с предыдущим. То же бывает, если заголовок удалён, а подсказка под
    ним осталась.
  en: A question in bold, without a space after the hash signs, at another heading level or at the end of another line
    is not a heading, and its answer runs into the one before. The same happens where the heading was deleted but the
    prompt below it stayed.
bad:
  kk: |-
    **4. Білім алушылар қалай жауап берді?**
  ru: |-
    **4. Как откликнулись обучающиеся?**
  en: |-
    **4. How did the learners respond?**
good:
  kk: |-
    ## 4. Білім алушылар қалай жауап берді?
  ru: |-
    ## 4. Как откликнулись обучающиеся?
  en: |-
    ## 4. How did the learners respond?
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - '## 3. Қандай әдістер қолданылды?'
  - ¦**3. Қандай әдістер қолданылды?**
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - '## 3. Қандай әдістер қолданылды?'
  - ¦### 3. Қандай әдістер қолданылды?
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - 20 дұрыс шығу парағы.
  - "20 дұрыс шығу парағы.\n\n**Қандай қиындық болды?**"
""")  # fmt: skip
