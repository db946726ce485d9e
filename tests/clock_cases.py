#!/usr/bin/env python3
"""Makes tests/samples/clock_cases.csv: dated cases of the clocks of requests and of EHC assessments.

Nothing of Rightdoor is used.  Bank holidays are the days that gov.uk/bank-holidays
printed for England, written out one by one; working days are counted by walking from
day to day; weeks and months by Python's own calendar.  app/request/clock_test and
app/ehc/ehc_test read the table.

    python3 tests/clock_cases.py >tests/samples/clock_cases.csv
"""
import calendar, csv, datetime, sys

HOLIDAYS = {datetime.date.fromisoformat(d) for d in """
2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26 2022-12-27
2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-08 2023-05-29 2023-08-28 2023-12-25 2023-12-26
2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26
2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26
2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28
2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26 2029-01-01""".split()}
DAY = datetime.timedelta(days=1)
ANSWER, PAUSE = 5, 10          # working days to answer; for how long a question may stop the clock


def works(day):
    return day.weekday() < 5 and day not in HOLIDAYS


def after(day, n):
    """The N-th working day after DAY."""
    while n:
        day += DAY
        n -= works(day)
    return day


def between(a, b):
    """Working days after A, up to and with B."""
    n = 0
    while a < b:
        a += DAY
        n += works(a)
    return n


def months_after(day, n):
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def request(received, asked=None, answered=None):
    due = after(received, ANSWER)
    if asked and asked <= due:
        stands_until = after(asked, PAUSE)
        due = after(due, between(asked, min(answered, stands_until))) if answered and between(asked, min(answered, stands_until)) else due if answered else after(due, PAUSE)
    return ["request", "", received, asked or "", answered or "", "", "", due, ""]


def met(due, done, exception, may_wait, may_except):
    if done is None:
        return ""
    if done >= due if may_wait else done <= due:
        return "yes"
    return "excepted" if exception and may_except else "no"


RULES = {   # days or months, at least so long, may be excepted: SEND Regulations 2014
    "EHC decision": ("d", 42, False, True), "EHC advice": ("d", 42, False, True), "EHC issue": ("d", 112, False, True), "EHC parents": ("d", 15, True, False),
    "EHC plan": ("d", 140, False, True), "EHC review": ("m", 12, False, False), "EHC early review": ("m", 6, False, False), "EHC papers": ("d", -14, False, False),
    "EHC report": ("d", 14, False, False), "EHC review decision": ("d", 28, False, False), "EHC amended plan": ("d", 56, False, False),
}


def ehc(rule, start, late, exception):
    unit, n, waits, excepts = RULES[rule]
    due = start + n * DAY if unit == "d" else months_after(start, n)
    done = None if late is None else due + late * DAY
    return ["ehc", rule, start, "", "", done or "", exception, due, met(due, done, exception, waits, excepts)]


def days(*texts):
    return [datetime.date.fromisoformat(t) for t in texts]


def cases():
    about = days("2024-02-23", "2024-02-29", "2028-02-28", "2028-02-29", "2023-02-28", "2022-05-31", "2022-09-16", "2023-05-04", "2024-03-28", "2025-04-17", "2026-04-02", "2027-03-25", "2028-04-13",
                 "2024-12-23", "2025-12-24", "2026-12-24", "2027-12-24", "2022-12-23", "2028-12-29", "2026-05-02", "2026-05-23", "2026-08-29", "2026-08-31", "2026-12-26", "2027-12-31", "2026-03-29", "2026-10-25", "2026-11-24")
    for received in about:
        yield request(received)
        yield request(received, received, received + 3 * DAY)
        yield request(received, received + DAY, received + 9 * DAY)
        yield request(received, received + 2 * DAY)
        yield request(received, after(received, ANSWER), received + 40 * DAY)
        yield request(received, after(received, ANSWER) + DAY, received + 12 * DAY)
    for i, start in enumerate(about + days("2026-01-12", "2025-08-31", "2024-08-31", "2023-03-31", "2025-10-31", "2026-01-31")):
        for j, rule in enumerate(RULES):
            late = (None, 0, 1, -1, 20)[(i + j) % 5]
            yield ehc(rule, start, late, "abcd"[i % 4] if (i + j) % 3 == 0 else "")


out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow("kind rule start asked answered done exception due met".split())
out.writerows(cases())
