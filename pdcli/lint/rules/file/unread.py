"""Files that cannot be read, or are not. All of it shows while a document is read."""

from pdcli.lint.rule import reading_rule

wrong_encoding = reading_rule("PD001", """
clause: files
what:
  kk: Файл UTF-8 кодтауымен сақталуы керек.
  ru: Файл должен быть сохранён в UTF-8.
  en: The file must be saved as UTF-8.
why:
  kk: Басқа кодтауда қазақ әріптері жоғалады және файлды ешкім оқи алмайды. Екі кодтауда жазылған, UTF-8 мәтіні тағы бір
    рет қайта кодталған («Ð¡Ð°Ð±») не жол соңдары екі еселенген файлға да осы ескерту беріледі.
  ru: В другой кодировке казахские буквы теряются, и файл не прочесть. Здесь же сообщается о тексте в двух
    кодировках, о UTF-8, перекодированном ещё раз («Ð¡Ð°Ð±»), и об удвоенных концах строк.
  en: In another encoding Kazakh letters are lost and nobody can read the file. Text in two encodings, UTF-8 text that
    was converted a second time (“Ð¡Ð°Ð±”) and doubled line endings are also reported here.
bad:
  kk: |-
    (UTF-16 не cp1251 кодтауымен сақталған файл)
  ru: |-
    (файл, сохранённый в UTF-16 или cp1251)
  en: |-
    (a file saved as UTF-16 or cp1251)
good:
  kk: |-
    (UTF-8 кодтауымен сақталған файл)
  ru: |-
    (файл, сохранённый в UTF-8)
  en: |-
    (a file saved as UTF-8)
fail:
- notes/eski.yaml: !!binary a2luZDogY3ljbGUKZm9jdXM6IMDp4+Xw6Owg8ejr4Ow=
  at: ['notes/eski.yaml:2:8']
- notes/utf16.yaml: !!binary //5rAGkAbgBkADoAIABjAHkAYwBsAGUACgA=
  at: ['notes/utf16.yaml:1:1']
- diary/eki-ret.md: |
    ---
    kind: growth-diary
    goal: ¦Ð¡Ð°Ð±Ð°Ò›Ñ‚Ð° Ð±ÐµÑ Ð¾Ò›ÑƒÑˆÑ‹
    ---
pass:
- diary/bir-ret.md: |
    ---
    kind: growth-diary
    goal: Сабақта бес оқушы, résumé, Ð
    ---
""")  # fmt: skip

input_too_large = reading_rule("PD007", r"""
clause: files
what:
  kk: Файлдың көлемі мен ішкі деңгейлерінің саны шектеулі.
  ru: Размер файла и глубина вложенности в нём ограничены.
  en: The size of a file and the depth of its nesting are limited.
why:
  kk: Тым үлкен не ішкі деңгейі тым көп файл барлық құралды тоқтатады.
  ru: Слишком большой или сложный файл останавливает все инструменты.
  en: A file that is too large or too deeply nested stops every tool.
bad: |
  [[[[…]]]]
good: |
  [e1, e2]
fail:
- notes/tereng.yaml: "kind: cycle\n\
    focus: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\
    ¦[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n"
pass:
- notes/tereng.yaml: |
    kind: cycle
    focus: [[[[[[[[]]]]]]]]
""")  # fmt: skip

unreadable_file = reading_rule("PD017", """
clause: files
what:
  kk: Файл оқылатын болуы керек.
  ru: Файл должен открываться.
  en: The file must be readable.
why:
  kk: Оқылмаған құжат тексерілмейді, ал Сіз оны тексерілді деп ойлайсыз.
  ru: Непрочитанный документ не проверен, хотя и кажется проверенным.
  en: An unread document is unchecked but looks checked.
bad:
  kk: |-
    (сілтеме бар, бірақ ол көрсеткен файл жоқ)
  ru: |-
    (ссылка ведёт к файлу, которого нет)
  en: |-
    (a link to a file that is not there)
good:
  kk: |-
    (кәдімгі файл)
  ru: |-
    (обычный файл)
  en: |-
    (an ordinary file)
fail:
- notes/joq.yaml: {link: notes/nothing}
  at: ['notes/joq.yaml:1:1']
pass:
- notes/bar.yaml: {link: portfolio.yaml}
""")  # fmt: skip

unread_file = reading_rule("PD022", """
clause: files
what:
  kk: Құжат болуға тиіс файлдың бәрі оқылады.
  ru: Каждый файл, который должен быть документом, читается.
  en: Every file that is meant to be a document is read.
why:
  kk: Аты қате, Word-та жазылған немесе ешкім қарамайтын қалтада жатқан құжат ешбір бетке кірмейді, ал педагог
    оны бар деп ойлайды.
  ru: Документ с неверным именем, в формате Word или в папке, куда никто не заглядывает, не попадёт ни на одну страницу,
    а педагог уверен, что документ на месте.
  en: A document with a wrong name, in Word, or in a folder that nobody looks into appears on no page, while the teacher
    believes it is there.
bad: |
  cycles/2026-2027-1/1-action.md.txt
good: |
  cycles/2026-2027-1/1-action.md
fail:
- diary/2025-11-18-bos-otyrgan-altau.md.txt: {move: diary/2025-11-18-bos-otyrgan-altau.md}
  at: ['diary/2025-11-18-bos-otyrgan-altau.md.txt:1:1']
pass:
- readme.txt: Бұл қалта – портфолио.
""")  # fmt: skip

unregistered_file = reading_rule("PD023", """
clause: files
what:
  kk: Көрсетуге арналған файл дәлелдемелер тізілімінде тұр.
  ru: Файл, который хотят показать, записан в реестре свидетельств.
  en: A file that is meant to be shown is in the register of evidence.
why:
  kk: Тізілімде жоқ файлды комиссия көрмейді, пакетке де ол кірмейді.
  ru: Файла, которого нет в реестре, комиссия не увидит, и в пакет он не войдёт.
  en: A file that is not in the register is not shown to the committee and is not put into the packet.
bad:
  kk: |-
    evidence/foto.jpg   # evidence.yaml ішінде жоқ
  ru: |-
    evidence/foto.jpg   # нет в evidence.yaml
  en: |-
    evidence/photo.jpg   # not in evidence.yaml
good:
  kk: |-
    - id: e5
      title: Сабақтың суреті
      file: evidence/foto.jpg
  ru: |-
    - id: e5
      title: Фото с урока
      file: evidence/foto.jpg
  en: |-
    - id: e5
      title: Photo of the lesson
      file: evidence/photo.jpg
fail:
- evidence/tirkelmegen.csv: |
    ¦оқушы,балл
    А,7
pass:
- tools/tirkelmegen.csv: |
    оқушы,балл
    А,7
""")  # fmt: skip
