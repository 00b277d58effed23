//! Owns the guess whether a text is written in English: function words of the languages that the API knows, and scripts. It
//! is cheap for English texts and silent about short ones and names.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::flow::Text;

/// A language other than English.
#[derive(Debug, PartialEq)]
pub(super) struct Language {
    /// The API's code, without region; empty where several are meant.
    pub(super) code: &'static str,
    /// Its English name.
    pub(super) name: &'static str,
    /// Words that are common in it and tell it from English, separated by spaces.
    strong: &'static str,
    /// Words that are common in it, but also in names or in English.
    weak: &'static str,
}

/// English words of each length that no other language of the table shares, separated by spaces.
const ENGLISH: [&str; 9] = [
    "",
    "",
    "of it is if we my be by",
    "the and you are ask say our let who did not has say how why yes him she his any can may",
    "your they them this that with what have tell user from then here when were been said says does into",
    "their these thank about hello where would could after other wants still while again right which",
    "please thanks before should passed theirs answer either reason",
    "whether because another without clearly session payment nothing account confirm",
    "question identity verified customer complete",
];

/// Whether this is one of the English words, in small letters. A look at a few words of the same length.
fn is_english(word: &[u8]) -> bool {
    let same_length = ENGLISH.get(word.len()).filter(|_| word.len() > 1);
    same_length
        .is_some_and(|words| words.as_bytes().chunks(word.len() + 1).any(|other| other.starts_with(word)))
}

static LANGUAGES: &[Language] = &[
    Language {
        code: "de",
        name: "German",
        strong: "der das und ist nicht sie ich wir ihr ihre ihren ihrem ihrer bitte mit für auf eine \
                 einen einem dem zum zur wird werden haben sind auch wenn oder dass danke uns kann können \
                 möchte möchten nutzer benutzer über nach bei aus hallo dann jetzt noch hat zeigen frage \
                 fragen sich",
        weak: "die ein den des von zu im in an es er was",
    },
    Language {
        code: "fr",
        name: "French",
        strong: "est une vous votre vos nous pour avec dans qui pas merci cette être avez avoir \
                 utilisateur bonjour veuillez sur aux ce je il elle s'il plaît c'est êtes sont mais donc \
                 demandez l'utilisateur d'identité son sa ses que si",
        weak: "le la les un de des du et à au en ne",
    },
    Language {
        code: "es",
        name: "Spanish",
        strong: "una usted su sus para con por que gracias está esta este hola usuario como si nos vamos \
                 tiene puede hay pero más también qué cuando favor ahora identidad al se le",
        weak: "el la los las un de del y en no es a lo",
    },
    Language {
        code: "it",
        name: "Italian",
        strong: "che una per non sono è della dell'utente nella grazie prego ciao questo questa utente \
                 l'utente hai il gli con come anche ora tuo tua suo sua più può chiedi perché si",
        weak: "la le lo di del dei da un e in a i",
    },
    Language {
        code: "pt",
        name: "Portuguese",
        strong: "uma você seu sua para com por que não obrigado obrigada está isso olá usuário utilizador \
                 se como mas mais também são é na pelo pela agora ao",
        weak: "o os as um de do da dos das e em no a",
    },
    Language {
        code: "id",
        name: "Indonesian",
        strong: "yang dan ini itu untuk dengan anda kami tidak akan dari pada adalah silakan terima kasih \
                 mohon saya apa apakah pengguna kepada tanyakan jika atau sudah",
        weak: "di ke bisa",
    },
    Language {
        code: "no",
        name: "Norwegian",
        strong: "og ikke det deg ditt din jeg vær takk vennligst på til av som har kan være hei brukeren \
                 bruker eller hvis vil oss nå også være å dere",
        weak: "er en et for med vi du i om den de",
    },
    Language {
        code: "ru",
        name: "Russian",
        strong: "и в на не вы вас вам ваш вашу что это мы для с по или если как я к у за пожалуйста \
                 спасибо пользователя пользователю",
        weak: "",
    },
];

static JAPANESE: Language = Language { code: "ja", name: "Japanese", strong: "", weak: "" };
static CHINESE: Language = Language { code: "zh", name: "Chinese", strong: "", weak: "" };
static OTHER: Language = Language { code: "", name: "another language", strong: "", weak: "" };

/// The writing that a letter belongs to, as far as the rules ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Han,
    Kana,
    Other,
}

impl Script {
    /// The script of a character; `Latin` for everything that is no letter.
    pub(super) fn of(ch: char) -> Self {
        match ch {
            '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Self::Latin,
            '\u{400}'..='\u{52f}' => Self::Cyrillic,
            '\u{3040}'..='\u{30ff}' => Self::Kana,
            '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => Self::Han,
            ch if ch.is_alphabetic() => Self::Other,
            _ => Self::Latin,
        }
    }
}

/// How many English words settle the matter.
const ENOUGH: usize = 2;

/// How many words of a language a text must have at least.
const FEWEST: usize = 3;

/// The language that a text seems to be written in, when that is not English. `None` for English, and whenever the text is
/// too short to tell or may be a name.
pub(super) fn foreign(text: &Text) -> Option<&'static Language> {
    let english = english_words(text);
    if english >= ENOUGH {
        return None;
    }
    if text.literals().all(str::is_ascii) {
        let words = text.literals().flat_map(str::split_ascii_whitespace).take(FEWEST).count();
        return if words < FEWEST { None } else { by_words(text, english) };
    }
    by_script(text).or_else(|| by_words(text, english))
}

/// Counts English function words, up to [`ENOUGH`].
fn english_words(text: &Text) -> usize {
    let mut found = 0;
    let mut word = [0; 8 + 1];
    let mut length = 0;
    for byte in text.literals().flat_map(|literal| literal.bytes().chain([b' '])) {
        if byte.is_ascii_alphabetic() {
            if let Some(slot) = word.get_mut(length) {
                *slot = byte.to_ascii_lowercase();
            }
            length += 1;
        } else {
            if word.get(..length).is_some_and(is_english) {
                found += 1;
                if found >= ENOUGH {
                    break;
                }
            }
            // A word with letters beyond ASCII is none of the table.
            length = if byte.is_ascii() { 0 } else { word.len() + 1 };
        }
    }
    found
}

/// A text whose letters are mostly of another script, and too many for a name.
fn by_script(text: &Text) -> Option<&'static Language> {
    let mut letters = [0_usize; 5];
    for ch in text.literals().flat_map(str::chars).filter(|ch| ch.is_alphabetic()) {
        letters[Script::of(ch) as usize] += 1;
    }
    let [latin, cyrillic, han, kana, other] = letters;
    let words = || text.literals().flat_map(str::split_whitespace).count();
    if han + kana >= 8 && han + kana > latin {
        return Some(if kana > 0 { &JAPANESE } else { &CHINESE });
    }
    if cyrillic > latin {
        let russian = LANGUAGES.iter().find(|language| language.code == "ru")?;
        let at = LANGUAGES.iter().position(|language| language.code == russian.code)?;
        let has_function_word = || hits(text).1.get(at).is_some_and(|found| found.strong > 0);
        return (words() >= 5 || (words() >= 3 && has_function_word())).then_some(russian);
    }
    (other > latin && words() >= 5).then_some(&OTHER)
}

/// A text in Latin letters that has more words of another language than of English.
fn by_words(text: &Text, english: usize) -> Option<&'static Language> {
    let (words, found) = hits(text);
    let found = LANGUAGES.iter().zip(found);
    let (language, found) = found.max_by_key(|(language, found)| {
        // Of two languages that fit as well, the first of the table.
        (2 * found.strong + found.weak, std::cmp::Reverse(language.name))
    })?;
    let all = found.strong + found.weak;
    let convincing = found.distinct >= 2 && all >= FEWEST && all * 5 >= words && found.strong > 2 * english;
    convincing.then_some(language)
}

/// How many words of a language a text has.
#[derive(Default, Clone, Copy)]
struct Hits {
    strong: usize,
    weak: usize,
    /// How many different strong words there are, two at most.
    distinct: usize,
    /// The first strong word, as its place in the table.
    first: usize,
}

/// How many words a text has, and how many of each language of the table.
fn hits(text: &Text) -> (usize, Vec<Hits>) {
    let mut all = 0;
    let mut found = vec![Hits::default(); LANGUAGES.len()];
    let mut word = String::new();
    for ch in text.literals().flat_map(|literal| literal.chars().chain([' '])) {
        if ch.is_alphabetic() || matches!(ch, '\'' | '’') {
            word.extend(ch.to_lowercase().map(|ch| if ch == '’' { '\'' } else { ch }));
            continue;
        }
        if !word.is_empty() {
            all += 1;
            for entry in WORDS.get(word.as_str()).into_iter().flatten() {
                let Some(hits) = found.get_mut(entry.language) else { continue };
                if !entry.is_strong {
                    hits.weak += 1;
                    continue;
                }
                hits.strong += 1;
                if hits.distinct == 0 {
                    (hits.distinct, hits.first) = (1, entry.place);
                } else if hits.first != entry.place {
                    hits.distinct = 2;
                }
            }
            word.clear();
        }
    }
    (all, found)
}

/// A word of one of the languages.
struct Entry {
    /// The language, as its place in the table.
    language: usize,
    /// The word's place among those of the language.
    place: usize,
    is_strong: bool,
}

/// All words of the table, each with the languages that have it.
static WORDS: LazyLock<HashMap<&'static str, Vec<Entry>>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Vec<Entry>> = HashMap::new();
    for (language, row) in LANGUAGES.iter().enumerate() {
        let strong = row.strong.split_ascii_whitespace().map(|word| (word, true));
        let weak = row.weak.split_ascii_whitespace().map(|word| (word, false));
        for (place, (word, is_strong)) in strong.chain(weak).enumerate() {
            words.entry(word).or_default().push(Entry { language, place, is_strong });
        }
    }
    words
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::TextPart;

    fn check(text: &str, expected: Option<&str>) {
        let text = Text { parts: vec![TextPart::Literal(text.to_owned())], ..Text::default() };
        assert_eq!(foreign(&text).map(|language| language.code), expected, "{text:?}");
    }

    #[test]
    fn english_and_short_texts_and_names_raise_nothing() {
        for text in [
            "",
            "Hello!",
            "Greet Anna.",
            "Juan de la Cruz y de los Santos",
            "Maria da Silva dos Santos e Costa",
            "Freiherr von und zu Guttenberg",
            "Ludwig van Beethoven und Johann Sebastian Bach",
            "Иванов Иван Иванович",
            "王小明先生",
            "マリア・ガルシア",
            "محمد بن عبد الله",
            "Greet the user in German: \"Guten Tag, wir prüfen jetzt Ihre Identität.\"",
            "Read out: Los Angeles, La Paz, Las Vegas, El Paso, San Juan de los Lagos.",
            "Confirm payment on card: debit or credit.",
            "User didn't respond after 3 attempts",
            "Validation passed",
            "Say goodbye.",
            "Get name, date, address. Repeat each item slowly. Apologise on errors.",
            "Hola! Ask the user what they would like to do.",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn other_languages_are_recognized() {
        for (code, text) in [
            ("de", "Bitte zeigen Sie Ihren Ausweis."),
            ("de", "Hallo! Wir schauen Sie kurz an, und dann gehen wir die Zahlung durch."),
            ("de", "Der Nutzer hat die Zahlung bestätigt"),
            ("fr", "Bonjour ! Veuillez regarder la caméra, nous allons vérifier votre identité."),
            ("fr", "L'utilisateur a confirmé que c'est son paiement"),
            ("es", "Salude al usuario y explique que vamos a verificar su identidad."),
            ("it", "Saluta l'utente e chiedi se la richiesta è sua."),
            ("pt", "Cumprimente o usuário e pergunte se a transferência é dele, por favor, e não outra."),
            ("id", "Sapa pengguna dan tanyakan apakah pembayaran ini dari mereka."),
            ("no", "Hei! Takk for at du er her, vi vil nå se på deg og ditt ansikt."),
            ("ru", "Поприветствуйте пользователя и спросите, это его платёж или нет."),
            ("zh", "请向用户问好并询问这笔付款是否属于他们。"),
            ("ja", "ユーザーに挨拶して、支払いについて確認してください。"),
            ("", "اسأل المستخدم عما إذا كان هذا الدفع له من فضلك"),
        ] {
            check(text, Some(code));
        }
    }
}
