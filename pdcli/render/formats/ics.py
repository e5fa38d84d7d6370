"""iCalendar (RFC 5545), for calendars on phones and computers."""

from collections import Counter
from datetime import date, timedelta
from hashlib import blake2b

from pdcli.errors import UserError
from pdcli.i18n.messages import message as _
from pdcli.render.formats import CalendarFile, DocumentFormat


def write(calendar: CalendarFile) -> str:
    """All-day entries; the same entry has the same id in each file, so that a calendar changes it and adds no second.

    Raises UserError where the library for it is not installed.
    """
    try:
        from icalendar import Calendar, Event
    except ImportError:
        raise UserError(_('ICS needs one more package: `pip install "pdcli[office]"`.')) from None
    file = Calendar()
    file.add("prodid", "-//pd//school calendar//")
    file.add("version", "2.0")
    file.add("x-wr-calname", calendar.name)
    uses: Counter[str] = Counter()
    for item in calendar.entries:
        event = Event()
        # Rows without an id share the name of their document.
        uses[item.reference] += 1
        source = f"{calendar.name}\n{item.reference}\n{uses[item.reference]}".encode("utf-8", "surrogateescape")
        event.add("uid", f"{blake2b(source, digest_size=12).hexdigest()}@pd")
        event.add("dtstamp", calendar.stamp)
        event.add("dtstart", item.start)
        if item.end < date.max:
            event.add("dtend", item.end + timedelta(days=1))
        event.add("summary", item.text)
        event.add("categories", [item.kind])
        if item.note:
            event.add("description", item.note)
        event.add("status", "CANCELLED" if item.is_dropped else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        file.add_component(event)
    content: bytes = file.to_ical()
    return content.decode("utf-8")


FORMAT = DocumentFormat("calendar", write)
