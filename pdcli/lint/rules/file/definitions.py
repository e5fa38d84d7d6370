"""Forms, settings and rule packs of one's own. All of it shows while a document is read."""

from pdcli.lint.rule import reading_rule

invalid_form = reading_rule("PD016", """
clause: files
what:
  kk: Форма сипаттамасы (form.yaml) дұрыс болуы керек.
  ru: Описание формы (form.yaml) должно быть верным.
  en: A form definition (form.yaml) must be valid.
why:
  kk: Форма бүлінсе, оның ешбір құжаты тексерілмейді.
  ru: Если форма испорчена, не проверить ни одного документа этого вида.
  en: If a form is broken, none of its documents can be checked.
bad: |
  type: txt
good: |
  type: text
fail:
- templates/own-form/form.yaml: |
    kind: own-form
    source: "–"
    title: {kk: "Өз формамыз", ru: "Своя форма", en: "Our form"}
    help: {kk: "Мектептің өз формасы.", ru: "Форма школы.", en: "A form of the school."}
    format: yaml
    place: "own/{slug}"
    fields:
      - key: note
        type: ¦txt
        label: {kk: "Жазба", ru: "Запись", en: "Note"}
        help: {kk: "Еркін мәтін.", ru: "Свободный текст.", en: "Free text."}
        example: {kk: "Үлгі", ru: "Пример", en: "Example"}
  own/zhazba.yaml: |
    kind: own-form
    note: Формасы бүлінген
pass:
- templates/own-form/form.yaml: |
    kind: own-form
    source: "–"
    title: {kk: "Өз формамыз", ru: "Своя форма", en: "Our form"}
    help: {kk: "Мектептің өз формасы.", ru: "Форма школы.", en: "A form of the school."}
    format: yaml
    place: "own/{slug}"
    fields:
      - key: note
        type: text
        label: {kk: "Жазба", ru: "Запись", en: "Note"}
        help: {kk: "Еркін мәтін.", ru: "Свободный текст.", en: "Free text."}
        example: {kk: "Үлгі", ru: "Пример", en: "Example"}
  own/zhazba.yaml: |
    kind: own-form
    note: Формасы дұрыс
""")  # fmt: skip

invalid_setting = reading_rule("PD019", """
clause: files
what:
  kk: pd.toml файлында pd танитын баптаулар ғана болып, мәндері дұрыс жазылуы керек.
  ru: В pd.toml стоят только настройки, которые знает pd, и значения у них верные.
  en: Every setting in pd.toml must be one that pd knows and must have a valid value.
why:
  kk: Қате жазылған баптау жай ғана еленбесе, тексеріс әдіскер ойлағаннан өзгеше жүреді.
  ru: Если ошибку в настройке просто пропустить, проверка пойдёт не так, как думает методист.
  en: If a misspelt setting were passed over, the check would not be the one the methodologist thinks it is.
bad: |
  [limits]
  max_gaols = 3
good: |
  [limits]
  max_goals = 3
fail:
- pd.toml: |
    [limits]
    ¦max_gaols = 3
- pd.toml: |
    [severity]
    PD302 = ¦"eror"
pass:
- pd.toml: |
    [limits]
    max_goals = 3
""")  # fmt: skip

invalid_pack = reading_rule("PD021", """
clause: files
what:
  kk: "Талаптар жинағында (packs/*.yaml) қате болмауы керек: ол өз тексеру мысалдарына сай келеді, сөзбен
    жазылғаны сандарына қайшы келмейді, кілті pd-мен бірге келетін жинақтардың кілтімен бірдей болмайды."
  ru: В своде требований (packs/*.yaml) нет ошибок, он проходит собственные проверочные примеры, слова в нём не
    расходятся с числами, а ключ не совпадает с ключом свода, который поставляется вместе с pd.
  en: A rule pack (packs/*.yaml) is valid, passes its own self-tests, says the same in words as in figures, and does not
    use the key of a pack supplied with pd.
why:
  kk: Қатесі бар жинақ бойынша балл да, не жетіспейтіні де қате есептеледі, сондықтан ондай жинақ қолданылмайды.
  ru: Свод с ошибкой неверно считает и баллы, и то, чего не хватает, поэтому он не используется.
  en: A pack with a mistake miscalculates both the points and what is still missing, so it is not used.
bad:
  kk: |-
    # критерийлер бойынша балдардың қосындысы – 84
    totals:
      - points: {expert: 85}
  ru: |-
    # сумма баллов по критериям – 84
    totals:
      - points: {expert: 85}
  en: |-
    # the points of all criteria add up to 84
    totals:
      - points: {expert: 85}
good: |
  totals:
    - points: {expert: 84}
fail:
- packs/audan-2026.yaml: |
    key: audan-2026
    title: Ауданның ішкі сынағы
    edition: 2026 жылғы нұсқа
    verified: true
    notice: Бұл ауданның ішкі келісімі, ресми талап емес.
    source: аудандық әдістемелік кабинет
    categories: [researcher]
    criteria:
      - number: "2.1"
        kind: level
        title: Оқушылардың байқауы
        clause: 1-тармақ
        needed: {researcher: аудан деңгейі}
        points: {researcher: 2}
        levels: {district: researcher}
    totals:
      - points: {researcher: ¦3}
pass:
- packs/audan-2026.yaml: |
    key: audan-2026
    title: Ауданның ішкі сынағы
    edition: 2026 жылғы нұсқа
    verified: true
    notice: Бұл ауданның ішкі келісімі, ресми талап емес.
    source: аудандық әдістемелік кабинет
    categories: [researcher]
    criteria:
      - number: "2.1"
        kind: level
        title: Оқушылардың байқауы
        clause: 1-тармақ
        needed: {researcher: аудан деңгейі}
        points: {researcher: 2}
        levels: {district: researcher}
    totals:
      - points: {researcher: 2}
""")  # fmt: skip
