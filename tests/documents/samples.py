"""Documents to write: three sittings as their minutes were published, and two that strain the form.

The persons of the published minutes are pseudonyms; what was said and decided is invented.
"""

from datetime import date, time

from gremien_app.base.documents.content import (
    AgendaDocument,
    AgendaLine,
    AgendaPart,
    AttendanceGroup,
    AttendanceLine,
    Letterhead,
    MinutesDocument,
    MinutesItem,
    MinutesPart,
    SignatureLine,
)

LGBT = "Stadtarbeitsgemeinschaft Lesben, Schwule und Transgender"
DISABILITY = "Stadtarbeitsgemeinschaft Behindertenpolitik"
TOWN_HALL = "Rathaus Spanischer Bau, Theodor-Heuss-Saal, Raum-Nr. A 119"
PUBLIC = "I. Öffentlicher Teil"


def letterhead(committee=LGBT, day=date(2015, 10, 29)):
    return Letterhead(
        office="Amt für Integration und Vielfalt",
        committee=committee,
        contact_name="Frau Nadja Weißenfels",
        phone="0221 221-28022",
        email="IntegrationundVielfalt@stadt-koeln.de",
        address_lines=("Kleine Sandkaul 5", "50667 Köln"),
        document_date=day,
    )


def group(heading, *lines):
    return AttendanceGroup(heading, tuple(AttendanceLine(*parts) for parts in lines))


def part(*items, title=PUBLIC):
    agenda = tuple(AgendaLine(item.number, item.title, item.level, item.mark) for item in items)
    return MinutesPart(title, agenda, tuple(items))


def sitting_2015(**changes):
    facts = {
        "letterhead": letterhead(),
        "committee": LGBT,
        "committee_genitive": f"der {LGBT}",
        "ordinal_text": "5.",
        "term_name": "2014/2020",
        "day": date(2015, 9, 29),
        "start": time(17),
        "place": TOWN_HALL,
        "present": (
            group(
                "Stimmberechtigte Mitglieder",
                ("P01", "Rubicon e.V."),
                ("P02", "KLuST e.V."),
                ("P03", "LSVD Ortsverband Köln e.V."),
                ("P04", "TX Köln"),
                ("P05", "Rheinfetisch e.V."),
            ),
            group(
                "Stellvertretende stimmberechtigte Mitglieder",
                ("P06", "KLuST e.V."),
                ("P07", "Rubicon e.V."),
                ("P08", "Rheinfetisch e.V."),
                ("P09", "HomoKlüngel e.V.", "Vertretung für P18"),
                ("P10", "TX Köln"),
                ("P11", "SC Janus e.V.", "Vertretung für P19"),
                ("P12", "Jugendzentrum anyway", "Vertretung für P20 (bis 18:10 Uhr)"),
            ),
            group(
                "Beratende Mitglieder",
                ("P13", "GRÜNE"),
                ("Bürgermeister P14", "GRÜNE"),
                ("P15", "AfD"),
            ),
            group(
                "Verwaltung",
                ("Stadtkämmerin P16",),
                ("P17", "Verwaltung – Diversity (5001)"),
            ),
            group("Presse"),
        ),
        "parts": (
            part(
                MinutesItem("1", "Begrüßung und Genehmigung der Tagesordnung"),
                MinutesItem(
                    "2",
                    "Haushaltsplan 2016/2017: Förderung der Szene-Einrichtungen",
                    discussion="Die Stadtkämmerin erläutert den Entwurf.\n\nP03 fragt nach:\n\n"
                    "1. der Höhe der *institutionellen* Förderung,\n2. dem **Zeitplan**.",
                    resolution="Die Stadtarbeitsgemeinschaft empfiehlt dem Rat, die Mittel "
                    "fortzuführen.",
                    resolution_number="12/2015",
                    votes=("Einstimmig beschlossen bei einer Enthaltung (7 Ja, 0 Nein, 1 Enth.)",),
                    outcome="ungeändert beschlossen",
                ),
                MinutesItem(
                    "3", "Verschiedenes", discussion="Nächste Schritte:\n\n1. Termin\n2. Raum"
                ),
            ),
        ),
        "end": time(19, 15),
        "signatures": (
            SignatureLine("Vorsitz", "P01"),
            SignatureLine("Schriftführung", "P17", "Unterzeichnet im System von P17 am 29.10.2015"),
        ),
        "part_label": "Öffentlicher Teil",
        "reference": "SAG-LST/2015/5",
        "content_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    }
    return MinutesDocument(**(facts | changes))


def sitting_2016():
    return sitting_2015(
        letterhead=letterhead(day=date(2016, 10, 20)),
        ordinal_text="9.",
        day=date(2016, 10, 4),
        end=time(19, 30),
        present=(
            group("Vorsitz", ("Beigeordneter Dr. P01",)),
            group(
                "Stimmberechtigte Mitglieder",
                ("Dr. P02", "Rubicon e.V."),
                ("P03", "TX Köln"),
                ("P04", "Rheinfetisch e.V."),
                ("P05", "Aidshilfe Köln e.V."),
                ("P06", "Jugendzentrum anyway"),
                ("P07", "Völklinger Kreis e.V."),
            ),
            group("Stellvertretende stimmberechtigte Mitglieder", ("P08", "Jugendzentrum anyway")),
            group(
                "Beratende Mitglieder",
                ("P09", "GRÜNE"),
                ("Bürgermeister P10", "GRÜNE"),
                ("P11", "Die Linke"),
            ),
            group(
                "Verwaltung",
                ("P12", "Verwaltung – Diversity (5001)"),
                ("P13", "Diversity – Fachstelle (5001/3)"),
                ("P14", "Büro der Oberbürgermeisterin (01-4)"),
                ("P15", "Amt für Wohnungswesen"),
                ("P16", "Büro der Oberbürgermeisterin, KVR"),
                ("P17", "Dienststelle Diversity"),
                ("P18", "Dezernat für Soziales, Integration und Umwelt"),
                ("P19", "Personalentwicklung"),
            ),
            group(
                "Gäste",
                ("P20", "KLuST e.V."),
                ("P21", "SKM"),
                ("P22", "SKM"),
                ("P23", "Rainbow Refugees Cologne"),
            ),
            group("Presse"),
            group("Zuschauer"),
        ),
        absent=(
            group("Stimmberechtigte Mitglieder", ("P24", "SC Janus e.V."), ("P25", "KLuST e.V.")),
        ),
        reference="SAG-LST/2016/9",
        is_draft=True,
    )


def sitting_2017():
    return sitting_2015(
        letterhead=letterhead(DISABILITY, date(2017, 12, 21)),
        committee=DISABILITY,
        committee_genitive=f"der {DISABILITY}",
        ordinal_text="",
        day=date(2017, 11, 16),
        start=time(14),
        end=time(16, 30),
        place="Stadthaus Deutz, Konferenzraum 16 F 43",
        present=(
            group(
                "Vorsitz",
                ("Beigeordneter Dr. P01",),
                ("Dr. P02", "Behindertenbeauftragter/stellvertretender Vorsitzender"),
            ),
            group(
                "Stimmberechtigte Mitglieder",
                ("P03", "Deutscher Paritätischer Wohlfahrtsverband"),
                (
                    "P04",
                    "Sozialverband Deutschland e.V. Bezirk Köln-Leverkusen-Rhein-Erftkreis",
                ),
                (
                    "P05",
                    "DSB-Regionalgruppe der Schwerhörigen und Ertaubten Köln und Umgebung e.V.",
                ),
                ("P06", "Blinden- und Sehbehindertenverein Köln e.V.", "(bis 16:10 Uhr)"),
                ("P07", "Zentrum für selbstbestimmtes Leben"),
                ("P08", "Synagogen-Gemeinde Köln"),
                ("P09", "Deutsches Rotes Kreuz"),
                ("P10", "Psychosoziale Arbeitsgemeinschaft"),
                ("P11", "IncluCity Cologne"),
                ("P12", "Arbeiterwohlfahrt"),
            ),
            group(
                "Nicht stimmberechtigte Mitglieder",
                ("P13", "SPD"),
                ("P14", "DIE LINKE"),
                ("P15", "GRÜNE"),
            ),
            group(
                "Ständige Gäste",
                ("P16", "KVB AG – Kölner Verkehrsbetriebe AG"),
                ("Prof. Dr. P17", "Stadtsportbund Köln"),
            ),
            group(
                "Verwaltung",
                ("P18", "Amt für Kinder, Jugend und Familie"),
                ("P19", "Amt für Soziales und Senioren"),
                ("P20", "Amt für Personal, Organisation und Innovation"),
                ("P21", "Stadtplanungsamt"),
                ("P22", "Amt für Presse und Öffentlichkeitsarbeit"),
                ("P23", "Sportamt"),
            ),
        ),
        parts=(
            part(
                MinutesItem("1", "Begrüßung", discussion="Dr. P01 begrüßt die Anwesenden."),
                MinutesItem("2", "Änderung der Geschäftsordnung"),
                MinutesItem(
                    "2.1",
                    "Barrierefreie Durchführung aller öffentlichen Sitzungen der Stadt Köln",
                    level=2,
                    attendance_note="P06 verlässt die Sitzung um 16:10 Uhr.",
                    discussion="P07 begründet den Antrag:\n\na) Zugang ohne Stufen\nb) Höranlage\n"
                    "c) Gebärdensprache nach Anmeldung\n\nDie Verwaltung sagt eine Prüfung zu.",
                    resolution="Die Stadtarbeitsgemeinschaft bittet den Ausschuss Soziales und "
                    "Senioren, dem Rat zu empfehlen:\n\n1. Alle öffentlichen Sitzungen finden "
                    "barrierefrei statt.\n2. Die Verwaltung berichtet jährlich.",
                    resolution_number="7/2017",
                    votes=("Mit einer redaktionellen Änderung einstimmig beschlossen",),
                    outcome="geändert beschlossen",
                ),
                MinutesItem("3", "Sachstand Aufzüge", mark="abgesetzt", outcome="abgesetzt"),
                MinutesItem("", "Änderungsantrag ohne Nummer", outcome="zurückgezogen"),
            ),
            part(
                MinutesItem("1", "Personalien", outcome="vertagt"),
                title="II. Nichtöffentlicher Teil",
            ),
        ),
        part_label="",
        signatures=(
            SignatureLine("Vorsitz (TOP 1 bis 2)", "Beigeordneter Dr. P01"),
            SignatureLine("Vorsitz (TOP 3)", "Dr. P02"),
            SignatureLine("Schriftführung", "P19"),
        ),
        reference="SAG-B/2017/4",
    )


DISCUSSION = """Die Verwaltung berichtet über den Stand der Umsetzung. Besonders hervorgehoben wird,
dass die Beteiligung der Selbstvertretungen **von Beginn an** vorgesehen ist.

In der Aussprache werden folgende Punkte genannt:

- Wegeführung im Bestand
  - taktile Leitelemente
  - Beleuchtung
    1. Eingangsbereiche
    2. Treppenhäuser
- Zeitplan und *Finanzierung*

  Hierzu wird eine schriftliche Darstellung zugesagt.
- Zuständigkeiten der beteiligten Ämter

Frau Yıldız-Großmann bittet um Beantwortung bis zur nächsten Sitzung:

1. Welche Gebäude sind betroffen?
2. Wann beginnen die Arbeiten?
3. Wer ist Ansprechpartner*in?"""


NUMBERS = (("", 1), (".1", 2), (".1.1", 3), (".1.2", 3), (".2", 2), (".2.1", 3))


def long_sitting(count=60):
    items = []
    for index in range(count):
        number, level = NUMBERS[index % 6]
        number = f"{index // 6 + 1}{number}"
        items.append(
            MinutesItem(
                number,
                f"Barrierefreiheit in städtischen Gebäuden, Bericht Nr. {index + 1} "
                "über die Fortschreibung des Handlungskonzeptes",
                level=level,
                discussion=DISCUSSION,
                resolution="Die Stadtarbeitsgemeinschaft nimmt den Bericht zur Kenntnis und "
                "beauftragt die Verwaltung:\n\n1. fortlaufend zu berichten,\n2. den Plan "
                "fortzuschreiben.",
                resolution_number=f"{index + 1}/2024",
                votes=("Mehrheitlich beschlossen bei einer Gegenstimme und fünf Enthaltungen",),
                outcome="ungeändert beschlossen",
            )
        )
    return sitting_2015(parts=(part(*items),))


EXTREME_TITLE = (
    "Köln 😀 wird “barrierefrei”: <script>alert('TOP')</script> & ‘Straßen’ "
    "\x00\x07\x1b\ufffe\ud800 שלום עולם مرحبا "
) + "Donaudampfschifffahrtsgesellschaftskapitän " * 20


def extreme_sitting():
    text = (
        "<img src=x onerror=alert(1)> &copy; # keine Überschrift\x0b`Code` [Verweis](ziel)\n"
        "* Stern **fett *beides* fett** _kursiv_ 🏳️‍🌈👩‍🦽\n* שלום (100 %) und مرحبا\x00\ud83d\n"
        "1\\. kein Punkt der Liste\n\n" + "Wortohneende" * 60 + "\n\n" + "> Zitat\n\n" + "-\n\n"
        "– erster Strich\n– zweiter Strich\n\n"
        + "\n".join("  " * i + f"- Tiefe {i}" for i in range(14))
    )
    item = MinutesItem("1", EXTREME_TITLE[:608], 3, text, text, "\x01", "\t\n", ("\u202eJa", ""))
    empty = MinutesItem("\x00", "\ufffe \n", 2)
    return sitting_2015(
        committee=EXTREME_TITLE[:200],
        present=(
            group("Gäste 😀", (EXTREME_TITLE[:200], EXTREME_TITLE[:300], "(ab TOP 3)"), ("", "")),
        ),
        parts=(part(item, empty, item), part(title="\x00")),
        reference="X-1",
    )


def invitation(kind="Einladung"):
    return AgendaDocument(
        letterhead=letterhead(DISABILITY, date(2017, 11, 2)),
        kind=kind,
        is_bare=kind != "Einladung",
        sentence=f"zur Sitzung der {DISABILITY} in der Wahlperiode 2014/2020",
        day=date(2017, 11, 16),
        start=time(14),
        place="Stadthaus Deutz, Konferenzraum 16 F 43",
        accessibility="Der Raum ist stufenlos erreichbar; eine Höranlage ist vorhanden.",
        parts=(
            AgendaPart(
                PUBLIC,
                (
                    AgendaLine("1", "Begrüßung"),
                    AgendaLine("2", "Änderung der Geschäftsordnung"),
                    AgendaLine("2.1", "Barrierefreie Durchführung aller Sitzungen", 2, "Nachtrag"),
                    AgendaLine("2.1.1", "Änderungsantrag der Fraktionen", 3),
                    AgendaLine("3", "Verschiedenes"),
                ),
            ),
            AgendaPart("II. Nichtöffentlicher Teil", ()),
        ),
        salutation="Sehr geehrte Damen und Herren,\n\nhiermit lade ich Sie herzlich ein. "
        "Bitte antworten Sie bis zum **09.11.2017**.",
        closing="Mit freundlichen Grüßen\nIm Auftrag\n\nNadja Weißenfels",
        reference="SAG-B/2017/4",
    )
