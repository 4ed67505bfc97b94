// Reads calendars (JSON: name → text) from standard input with ical.js; writes their dates as JSON.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]).href);
const LAST = Date.UTC(2028, 0, 1);

function moment(time) {
  const local = time.isDate || time.zone === ICAL.Timezone.localTimezone;
  const zone = local ? ICAL.TimezoneService.get("Europe/Berlin") : time.zone;
  const clock = new ICAL.Time({
    year: time.year, month: time.month, day: time.day,
    hour: time.hour, minute: time.minute, second: time.second, isDate: false,
  }, zone);
  return new Date(clock.toUnixTime() * 1000).toISOString();
}

function dates(text) {
  const found = [];
  for (const jcal of [ICAL.parse(text)].flatMap((one) => (Array.isArray(one[0]) ? one : [one]))) {
    const calendar = new ICAL.Component(jcal);
    for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
    const all = calendar.getAllSubcomponents("vevent");
    const parts = all.filter((one) => one.hasProperty("recurrence-id"));
    const keep = (item, start, end) => {
      if (item.component.getFirstPropertyValue("status") !== "CANCELLED")
        found.push([moment(start), moment(end), item.summary]);
    };
    for (const component of all.filter((one) => !one.hasProperty("recurrence-id"))) {
      const event = new ICAL.Event(component, { strictExceptions: true });
      for (const part of parts)
        if (part.getFirstPropertyValue("uid") === event.uid) event.relateException(part);
      if (!event.isRecurring()) {
        keep(event, event.startDate, event.endDate);
        continue;
      }
      const iterator = event.iterator();
      for (let next = iterator.next(); next && next.toJSDate() < LAST; next = iterator.next()) {
        const details = event.getOccurrenceDetails(next);
        keep(details.item, details.startDate, details.endDate);
      }
    }
  }
  return found;
}

const answers = {};
for (const [name, text] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  ICAL.TimezoneService.reset();
  answers[name] = dates(text);
}
process.stdout.write(JSON.stringify(answers));
