"""Comments and code that swallow answers. All of it shows while a document is read."""

from pdcli.lint.rule import reading_rule

unclosed_comment = reading_rule("PD015", """
clause: files
what:
  kk: Түсініктеме `<!--` белгісінен басталып, `-->` белгісімен жабылады.
  ru: Комментарий начинается знаком `<!--` и закрывается знаком `-->`.
  en: A comment begins with `<!--` and is closed with `-->`.
why:
  kk: Жабылмаған түсініктеме өзінен кейінгі жауаптарды жасырады, ал басы жоғалған кеңес бетте жауап болып көрінеді.
  ru: Незакрытый комментарий прячет следующие ответы, а подсказка без начала показывается на странице как
    ответ.
  en: An open comment hides the answers after it, and a prompt that has lost its beginning is shown on the page as an
    answer.
bad:
  kk: |-
    <!-- кеңес
  ru: |-
    <!-- подсказка
  en: |-
    <!-- prompt
good:
  kk: |-
    <!-- кеңес -->
  ru: |-
    <!-- подсказка -->
  en: |-
    <!-- prompt -->
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - '## 6. Бо'
  - |-
    ¦<!-- а
    ## 6. Бо
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - '## 6. Бо'
  - |-
    <!-- ескерту:
    екі жол -->
    ## 6. Бо
""")  # fmt: skip

unclosed_code = reading_rule("PD029", r"""
clause: files
what:
  kk: Код жақтауы келесі сұраққа дейін жабылады.
  ru: Блок кода закрыт до следующего вопроса.
  en: A code block is closed before the next question.
why:
  kk: Жабылмаған код келесі сұрақтарды жұтып қояды.
  ru: Незакрытый код поглощает следующие вопросы.
  en: Code that is not closed swallows the questions after it.
bad:
  kk: |-
    ## 3. Қандай әдістер қолданылды?

    ```
    x = 2

    ## 4. Білім алушылар қалай жауап берді?
  ru: |-
    ## 3. Какие методы использовались?

    ```
    x = 2

    ## 4. Как откликнулись обучающиеся?
  en: |-
    ## 3. Which methods were used?

    ```
    x = 2

    ## 4. How did the learners respond?
good:
  kk: |-
    ## 3. Қандай әдістер қолданылды?

    ```
    x = 2
    ```

    ## 4. Білім алушылар қалай жауап берді?
  ru: |-
    ## 3. Какие методы использовались?

    ```
    x = 2
    ```

    ## 4. Как откликнулись обучающиеся?
  en: |-
    ## 3. Which methods were used?

    ```
    x = 2
    ```

    ## 4. How did the learners respond?
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - "\n## 3."
  - "\n¦```\nа\n\n## 3."
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - "\n## 3."
  - "\n```\nа\n```\n\n## 3."
""")  # fmt: skip

text_in_comment = reading_rule("PD031", """
clause: files
what:
  kk: Жауап кеңестің ішінде емес, `-->` белгісінен төмен жазылады.
  ru: Ответ пишется не внутри подсказки, а ниже знака `-->`.
  en: An answer is not written inside a prompt but below its `-->`.
why:
  kk: Түсініктеменің ішіндегі мәтінді бетте ешкім көрмейді.
  ru: Текст внутри комментария никто не увидит ни на одной странице.
  en: No page shows what is inside a comment.
bad:
  kk: |-
    <!-- Әдістерді атап, әрқайсысының не үшін қолданылғанын жазыңыз.
         Жұптық жұмыс және өзара тексеру. -->
  ru: |-
    <!-- Назовите методы и скажите, для чего служил каждый.
         Работа в парах и взаимопроверка. -->
  en: |-
    <!-- Name the methods and what each was for.
         Pair work and peer checking. -->
good:
  kk: |-
    <!-- Әдістерді атап, әрқайсысының не үшін қолданылғанын жазыңыз. -->

    Жұптық жұмыс және өзара тексеру.
  ru: |-
    <!-- Назовите методы и скажите, для чего служил каждый. -->

    Работа в парах и взаимопроверка.
  en: |-
    <!-- Name the methods and what each was for. -->

    Pair work and peer checking.
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - |
    ## 3. Қандай әдістер қолданылды?
  - |
    ## 3. Қандай әдістер қолданылды?

    <!-- Әдістерді атап, әрқайсысының не үшін қолданылғанын жазыңыз.
         ¦Жұптық жұмыс. -->
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - |
    ## 3. Қандай әдістер қолданылды?
  - |
    ## 3. Қандай әдістер қолданылды?

    <!-- Әдістерді атап, әрқайсысының не үшін қолданылғанын жазыңыз. -->

    Жұптық жұмыс.
""")  # fmt: skip

hidden_comment = reading_rule("PD032", r"""
clause: files
what:
  kk: Кеңестен басқа түсініктеме `<!-- ескерту:` деп басталады.
  ru: Комментарий, если это не подсказка, начинается с `<!-- заметка:`.
  en: A comment that is not a prompt begins with `<!-- note:`.
why:
  kk: Түсініктеме бірде-бір бетте көрінбейді. Онда жауап қалып қойса, оны ешкім оқымайды.
  ru: Комментарий не виден ни на одной странице. Если в нём остался ответ, его никто не прочтёт.
  en: A comment is shown on no page. If an answer was left in it, nobody will read it.
bad:
  kk: |-
    <!-- Жұптық жұмыс жақсы өтті. -->
  ru: |-
    <!-- Работа в парах удалась. -->
  en: |-
    <!-- Pair work went well. -->
good:
  kk: |-
    Жұптық жұмыс жақсы өтті.

    <!-- ескерту: суреттерді кейін қосу -->
  ru: |-
    Работа в парах удалась.

    <!-- заметка: фотографии добавить позже -->
  en: |-
    Pair work went well.

    <!-- note: add the photos later -->
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - "\n## 3."
  - "\n¦<!-- Жұптық жұмыс -->\n\n## 3."
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - "\n## 3."
  - "\n<!-- ескерту: Жұптық жұмыс -->\n\n## 3."
""")  # fmt: skip
