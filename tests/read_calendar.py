#!/usr/bin/python3
"""What a calendar says, read by another parser than the one it was written with (python3-icalendar): for the tests.

    /usr/bin/python3 tests/read_calendar.py FILE        (- = standard input)

One line for the calendar, one for each event, parts divided by " | ".  Times are told in UTC and as the clock in London
shows them.  Ends with 1 and says why if RFC 5545's rules of lines are broken: CRLF, at most 75 octets, whole letters.
"""
import sys
from zoneinfo import ZoneInfo
from icalendar import Calendar

raw = sys.stdin.buffer.read() if sys.argv[1] == '-' else open(sys.argv[1], 'rb').read()
if not raw.endswith(b'\r\n') or b'\n' in raw.replace(b'\r\n', b''):
    sys.exit('a line does not end in CRLF')
for line in raw.split(b'\r\n'):
    if len(line) > 75:
        sys.exit(f'a line has {len(line)} octets')
    line.decode('utf-8')           # folded between letters, never within one

calendar = Calendar.from_ical(raw)
if calendar.errors:
    sys.exit(f'errors: {calendar.errors}')
print(' | '.join(['calendar', str(calendar['VERSION']), str(calendar.get('METHOD', '')), str(calendar.get('X-WR-CALNAME', ''))]))


def clock(value):
    """The instant in UTC, and on the clock in London."""
    return value.dt.astimezone(ZoneInfo('UTC')).strftime('%Y-%m-%dT%H:%MZ'), value.dt.astimezone(ZoneInfo('Europe/London')).strftime('%H:%M %Z')


for event in calendar.walk('VEVENT'):
    if event.errors:
        sys.exit(f'errors in an event: {event.errors}')
    starts, shown = clock(event['DTSTART'])
    ends, _ = clock(event['DTEND'])
    people = [f"{name.lower()} {event[name]}" for name in ('ORGANIZER', 'ATTENDEE') if name in event]
    print(' | '.join(['event', str(event['UID']), starts, ends, shown, str(event['SEQUENCE']), str(event['STATUS']), str(event['SUMMARY']),
                      str(event.get('LOCATION', '')), str(event.get('DESCRIPTION', '')), str(event.get('URL', ''))] + people))
