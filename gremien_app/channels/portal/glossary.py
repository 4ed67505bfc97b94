"""The office's words, each in one or two plain sentences, in the order of the alphabet."""

WORDS: tuple[tuple[str, str], ...] = (
    ("abgesetzt", "Ein Punkt wird in dieser Sitzung nicht behandelt."),
    ("Amt für Integration und Vielfalt", "Es führt die Geschäfte der Gremien auf diesen Seiten."),
    ("AN/…", "So beginnt die Nummer eines Antrags oder einer Anfrage, zum Beispiel AN/0455/2026."),
    ("Anfrage", "Ein Mitglied stellt der Verwaltung eine Frage. Die Antwort heißt Beantwortung."),
    ("Antrag", "Ein Mitglied schlägt vor, etwas zu beschließen."),
    (
        "befangen",
        (
            "Wer einen eigenen Vorteil oder Nachteil von einer Sache hat, berät und stimmt "
            "dabei nicht mit (§ 31 GO NRW)."
        ),
    ),
    ("beratend", "Wer beratend dabei ist, darf reden, aber nicht abstimmen."),
    ("Beschluss", "Was das Gremium mit einer Abstimmung entschieden oder empfohlen hat."),
    ("Beschlussart", "Wie ein Punkt ausgegangen ist: beschlossen, abgelehnt, vertagt und so fort."),
    (
        "beschlussfähig",
        (
            "Es sind genug Stimmberechtigte da: mehr als die Hälfte der Sitze. Erst wenn das "
            "Gremium feststellt, dass es zu wenige sind, darf es nichts mehr beschließen."
        ),
    ),
    ("BITV NRW", "Verordnung des Landes: Wie Seiten und Dateien barrierefrei werden."),
    ("DSGVO", "Datenschutz-Grundverordnung der Europäischen Union."),
    ("einstimmig", "Niemand hat dagegen gestimmt. Enthaltungen sind möglich."),
    ("einvernehmlich", "Alle sind einverstanden; es wird nicht gezählt."),
    ("Einwendung", "Jemand meint, dass in der Niederschrift etwas nicht stimmt."),
    ("Enthaltung", "Jemand stimmt weder dafür noch dagegen."),
    ("entschuldigt", "Die Person hat vorher gesagt, dass sie nicht kommt."),
    (
        "entsendende Organisation",
        "Ein Verband, eine Gruppe oder eine Partei, die jemanden für einen Sitz benennt.",
    ),
    ("Fassung", "Ein Stand der Niederschrift. Unterzeichnet wird immer genau eine Fassung."),
    (
        "Freigabe zur Unterschrift",
        (
            "Der Vorsitz hat die Niederschrift gelesen und will sie so unterschreiben. "
            "Unterzeichnet ist sie erst mit dem unterschriebenen Blatt."
        ),
    ),
    (
        "Geschäftsführung",
        "Das Büro eines Gremiums: Es lädt ein, bereitet die Sitzung vor und schreibt mit.",
    ),
    ("GO NRW", "Gemeindeordnung für das Land Nordrhein-Westfalen."),
    ("Gremium", "Eine Gruppe, die für die Stadt berät oder entscheidet."),
    ("kein Vertretungsfall", "Die Stellvertretung musste nicht kommen: Das Mitglied war da."),
    ("konstituierende Sitzung", "Die erste Sitzung eines neu gebildeten Gremiums."),
    ("Ladungsfrist", "So viele Tage vor der Sitzung muss die Einladung da sein."),
    ("mehrheitlich", "Mehr Stimmen dafür als dagegen, aber nicht einstimmig."),
    ("Mitteilung", "Die Verwaltung berichtet etwas; beschlossen wird dazu nichts."),
    ("N, Ö", "Nichtöffentlicher und öffentlicher Teil: Ö 3 ist der dritte öffentliche Punkt."),
    ("Nachtrag", "Punkte, die nach der Einladung dazugekommen sind."),
    (
        "nichtöffentlich",
        (
            "Nur wer dazugehört, darf zuhören und lesen. Was dort gesagt wird, darf niemand "
            "weitergeben (§ 30 GO NRW)."
        ),
    ),
    ("Niederschrift", "Das Protokoll einer Sitzung. Der Vorsitz und wer schreibt unterzeichnen."),
    ("Schriftführung", "Wer die Niederschrift schreibt und mit unterzeichnet."),
    ("Sitz", "Ein Platz im Gremium. Ihn hat eine Person oder eine Organisation."),
    ("StAG", "Stadtarbeitsgemeinschaft."),
    ("Stellvertretung", "Kommt, wenn das Mitglied des Sitzes nicht da ist."),
    ("stimmberechtigt", "Wer abstimmen darf."),
    ("Tagesordnung", "Die Liste der Punkte, über die gesprochen wird, in ihrer Reihenfolge."),
    ("Tischvorlage", "Ein Papier, das erst in der Sitzung verteilt wird."),
    ("TOP", "Tagesordnungspunkt."),
    ("UAG", "Unterarbeitsgruppe: eine kleine Gruppe, die einem Gremium zuarbeitet."),
    ("vertagt", "Der Punkt kommt in einer späteren Sitzung wieder."),
    ("Vorlage", "Ein Papier, über das beraten wird, mit einer Nummer wie 2778/2026."),
    ("Vorsitz", "Leitet die Sitzung und lädt dazu ein."),
    ("Wahlperiode", "Die Jahre von einer Kommunalwahl bis zur nächsten."),
    ("zur Kenntnis genommen", "Das Gremium hat es gehört oder gelesen, ohne zu entscheiden."),
)
