//! Words that people write for something that the API calls otherwise: near by meaning, where near by letters finds nothing.
//!
//! The API never had these words; what it once had and calls otherwise now stands in [`retired`](super::retired).

use super::retired::RetiredPlace;
use super::session::{DEFAULT_LANGUAGE, LANGUAGES, LANGUAGES_SPOKEN};

/// A word with the names that it can mean.
#[derive(Debug)]
pub struct Alias {
    /// The word, in small letters, without `_`, `-` and blanks.
    pub word: &'static str,
    /// The API's names, the likeliest first. With one name alone it is certain what is meant.
    pub names: &'static [&'static str],
}

/// The API's names that `word` can mean in this place, the likeliest first; none where nobody knows. Letter case, `_`, `-` and
/// blanks make no difference.
#[must_use]
pub fn meant(place: RetiredPlace, word: &str) -> &'static [&'static str] {
    let rows = match place {
        RetiredPlace::NodeType => NODE_TYPES,
        RetiredPlace::Value(DEFAULT_LANGUAGE | LANGUAGES_SPOKEN) => {
            return language(word).map_or(&[], std::slice::from_ref);
        }
        RetiredPlace::Outcome(_) => OUTCOMES,
        _ => return &[],
    };
    let word = letters(word);
    rows.iter().find(|row| row.word == word).map_or(&[], |row| row.names)
}

/// The language of the API that `word` means: its name (`german`), its own name (`deutsch`), its code in other letters, with
/// three letters (`deu`), or with a region (`de-AT`, `en_US`).
#[must_use]
pub fn language(word: &str) -> Option<&'static &'static str> {
    let code = |code: &str| LANGUAGES.iter().find(|known| known.eq_ignore_ascii_case(code));
    let plain = letters(word);
    if let Some(found) = LANGUAGES.iter().find(|known| letters(known) == plain) {
        return Some(found);
    }
    if let Some(row) = LANGUAGE_NAMES.iter().find(|row| row.word == plain) {
        return row.names.first().and_then(|name| code(name));
    }
    // A region has two letters or three digits, a script four letters; anything else is no code.
    let (general, region) = word.split_once(['-', '_'])?;
    let is_region = region
        .split(['-', '_'])
        .all(|part| matches!(part.len(), 2..=4) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if is_region { code(general) } else { None }
}

/// The word in small letters, without what sets its parts apart.
fn letters(word: &str) -> String {
    word.chars().filter(|ch| !matches!(ch, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

const fn row(word: &'static str, names: &'static [&'static str]) -> Alias {
    Alias { word, names }
}

const TWO_FACTOR: &[&str] = &["two_factor_email", "two_factor_sms"];
const FACE: &[&str] = &["face_scan", "face_compare", "recognition", "liveness_detection"];

/// Node types.
static NODE_TYPES: &[Alias] = &[
    row("begin", &["start"]),
    row("entry", &["start"]),
    row("initial", &["start"]),
    row("root", &["start"]),
    row("exit", &["end"]),
    row("finish", &["end"]),
    row("done", &["end"]),
    row("final", &["end"]),
    row("stop", &["end"]),
    row("terminal", &["end"]),
    row("ask", &["conversation"]),
    row("avatar", &["conversation"]),
    row("chat", &["conversation"]),
    row("conv", &["conversation"]),
    row("convo", &["conversation"]),
    row("dialog", &["conversation"]),
    row("dialogue", &["conversation"]),
    row("greeting", &["conversation"]),
    row("message", &["conversation"]),
    row("prompt", &["conversation"]),
    row("question", &["conversation"]),
    row("speak", &["conversation"]),
    row("speech", &["conversation"]),
    row("talk", &["conversation"]),
    row("antispoofing", &["liveness_detection"]),
    row("deepfake", &["liveness_detection"]),
    row("deepfakecheck", &["liveness_detection"]),
    row("deepfakedetection", &["liveness_detection"]),
    row("identityverification", &["liveness_detection"]),
    row("live", &["liveness_detection"]),
    row("livecheck", &["liveness_detection"]),
    row("livenesscheck", &["liveness_detection"]),
    row("livenesstest", &["liveness_detection"]),
    row("checkliveness", &["liveness_detection"]),
    row("pad", &["liveness_detection"]),
    row("spoof", &["liveness_detection"]),
    row("askemail", &["enter_email"]),
    row("collectemail", &["enter_email"]),
    row("email", &["enter_email", "two_factor_email"]),
    row("emailaddress", &["enter_email"]),
    row("emailentry", &["enter_email"]),
    row("getemail", &["enter_email"]),
    row("mail", &["enter_email", "two_factor_email"]),
    row("validate", &["data_validation"]),
    row("validation", &["data_validation"]),
    row("documentauthentication", &["document_scan"]),
    row("documentcheck", &["document_scan"]),
    row("document", &["document_scan"]),
    row("documentverification", &["document_scan"]),
    row("doc", &["document_scan"]),
    row("docscan", &["document_scan"]),
    row("id", &["document_scan"]),
    row("idcard", &["document_scan"]),
    row("idcheck", &["document_scan"]),
    row("idscan", &["document_scan"]),
    row("kyc", &["document_scan", "liveness_detection"]),
    row("licence", &["document_scan"]),
    row("license", &["document_scan"]),
    row("ocr", &["document_scan"]),
    row("passport", &["document_scan"]),
    row("passportscan", &["document_scan"]),
    row("scan", &["document_scan", "face_scan"]),
    row("scandocument", &["document_scan"]),
    row("facerecognition", &["recognition"]),
    row("identify", &["recognition"]),
    row("knownuser", &["recognition"]),
    row("recognise", &["recognition"]),
    row("recognize", &["recognition"]),
    row("returninguser", &["recognition"]),
    row("biometric", FACE),
    row("biometrics", FACE),
    row("face", FACE),
    row("facecheck", FACE),
    row("facecapture", &["face_scan"]),
    row("faceid", FACE),
    row("facephoto", &["face_scan"]),
    row("photo", &["face_scan"]),
    row("selfie", &["face_scan"]),
    row("selfiecheck", &["face_scan"]),
    row("comparefaces", &["face_compare"]),
    row("facecomparison", &["face_compare"]),
    row("facematch", &["face_compare"]),
    row("facematching", &["face_compare"]),
    row("facesimilarity", &["face_compare"]),
    row("matchfaces", &["face_compare"]),
    row("2fa", TWO_FACTOR),
    row("code", TWO_FACTOR),
    row("mfa", TWO_FACTOR),
    row("onetimecode", TWO_FACTOR),
    row("onetimepassword", TWO_FACTOR),
    row("otp", TWO_FACTOR),
    row("otpcode", TWO_FACTOR),
    row("passcode", TWO_FACTOR),
    row("secondfactor", TWO_FACTOR),
    row("twofa", TWO_FACTOR),
    row("verificationcode", TWO_FACTOR),
    row("2faemail", &["two_factor_email"]),
    row("emailcode", &["two_factor_email"]),
    row("emailverify", &["two_factor_email"]),
    row("mailotp", &["two_factor_email"]),
    row("otpemail", &["two_factor_email"]),
    row("verifyemail", &["two_factor_email"]),
    row("2fasms", &["two_factor_sms"]),
    row("otpphone", &["two_factor_sms"]),
    row("otpsms", &["two_factor_sms"]),
    row("phone", &["two_factor_sms"]),
    row("phoneotp", &["two_factor_sms"]),
    row("phoneverification", &["two_factor_sms"]),
    row("sms", &["two_factor_sms"]),
    row("smscode", &["two_factor_sms"]),
    row("smsverify", &["two_factor_sms"]),
    row("text", &["conversation", "two_factor_sms"]),
    row("textmessage", &["two_factor_sms"]),
    row("verifyphone", &["two_factor_sms"]),
    row("camera", &["permissions"]),
    row("camerapermission", &["permissions"]),
    row("consent", &["permissions", "conversation"]),
    row("mic", &["permissions"]),
    row("microphone", &["permissions"]),
    row("permission", &["permissions"]),
    row("api", &["external_call"]),
    row("apicall", &["external_call"]),
    row("backend", &["external_call"]),
    row("callapi", &["external_call"]),
    row("fetch", &["external_call"]),
    row("http", &["external_call"]),
    row("httprequest", &["external_call"]),
    row("lookup", &["external_call"]),
    row("request", &["external_call"]),
    row("rest", &["external_call"]),
    row("service", &["external_call"]),
    row("webhook", &["external_call"]),
    row("branch", &["field_condition"]),
    row("case", &["field_condition"]),
    row("condition", &["field_condition"]),
    row("decision", &["field_condition"]),
    row("gateway", &["field_condition"]),
    row("if", &["field_condition"]),
    row("router", &["field_condition"]),
    row("rule", &["field_condition"]),
    row("rules", &["field_condition"]),
    row("switch", &["field_condition"]),
];

/// Outcomes, of whatever type has them.
static OUTCOMES: &[Alias] = &[
    row("alive", &["livenessDetected"]),
    row("live", &["livenessDetected"]),
    row("real", &["livenessDetected"]),
    row("fake", &["deepfakeDetected"]),
    row("forged", &["deepfakeDetected"]),
    row("spoof", &["deepfakeDetected"]),
    row("spoofdetected", &["deepfakeDetected"]),
    row("missingface", &["noFace"]),
    row("nofacedetected", &["noFace"]),
    row("unclear", &["inconclusive"]),
    row("unknown", &["inconclusive"]),
    row("undecided", &["inconclusive"]),
    row("ok", &["livenessDetected", "scanSuccess", "passed", "verified", "permissionsGranted", "match"]),
    row("success", &["livenessDetected", "scanSuccess", "passed", "verified", "permissionsGranted", "match"]),
    row("pass", &["livenessDetected", "scanSuccess", "passed", "verified", "permissionsGranted", "match"]),
    row("passed", &["livenessDetected", "scanSuccess", "verified", "permissionsGranted", "match"]),
    row("verified", &["livenessDetected", "scanSuccess", "passed", "match"]),
    row("scanned", &["scanSuccess"]),
    row("fail", &["deepfakeDetected", "notPassed", "failed_unverified", "noMatch"]),
    row("failed", &["deepfakeDetected", "notPassed", "failed_unverified", "noMatch"]),
    row("failure", &["deepfakeDetected", "notPassed", "failed_unverified", "noMatch"]),
    row("rejected", &["deepfakeDetected", "notPassed", "failed_unverified", "noMatch"]),
    row("notverified", &["failed_unverified"]),
    row("wrongcode", &["failed_unverified"]),
    row("expired", &["failed_unverified", "scanTimeout"]),
    row("notdelivered", &["delivery_failed"]),
    row("undelivered", &["delivery_failed"]),
    row("abort", &["cancelled", "userCancelled", "canceled"]),
    row("aborted", &["cancelled", "userCancelled", "canceled"]),
    row("cancel", &["cancelled", "userCancelled", "canceled"]),
    row("quit", &["cancelled", "userCancelled", "canceled"]),
    row("submitted", &["emailEntered"]),
    row("known", &["recognized"]),
    row("knownuser", &["recognized"]),
    row("returning", &["recognized"]),
    row("new", &["newUser"]),
    row("unknownuser", &["newUser"]),
    row("unrecognized", &["newUser"]),
    row("allowed", &["permissionsGranted"]),
    row("accepted", &["permissionsGranted"]),
    row("refused", &["permissionsDenied"]),
    row("blocked", &["permissionsDenied"]),
    row("same", &["match"]),
    row("matched", &["match"]),
    row("different", &["noMatch"]),
    row("mismatch", &["noMatch"]),
    row("notmatched", &["noMatch"]),
    row("noimage", &["imageUnavailable"]),
    row("nophoto", &["imageUnavailable"]),
];

/// Languages, by their English name, their own, and their code of three letters.
static LANGUAGE_NAMES: &[Alias] = &[
    row("english", &["en"]),
    row("eng", &["en"]),
    row("italian", &["it"]),
    row("italiano", &["it"]),
    row("ita", &["it"]),
    row("german", &["de"]),
    row("deutsch", &["de"]),
    row("deu", &["de"]),
    row("ger", &["de"]),
    row("french", &["fr"]),
    row("français", &["fr"]),
    row("francais", &["fr"]),
    row("fra", &["fr"]),
    row("fre", &["fr"]),
    row("spanish", &["es"]),
    row("español", &["es"]),
    row("espanol", &["es"]),
    row("castellano", &["es"]),
    row("spa", &["es"]),
    row("portuguese", &["pt"]),
    row("português", &["pt"]),
    row("portugues", &["pt"]),
    row("brazilian", &["pt"]),
    row("por", &["pt"]),
    row("russian", &["ru"]),
    row("русский", &["ru"]),
    row("rus", &["ru"]),
    row("japanese", &["ja"]),
    row("日本語", &["ja"]),
    row("jp", &["ja"]),
    row("jpn", &["ja"]),
    row("indonesian", &["id"]),
    row("bahasa", &["id"]),
    row("bahasaindonesia", &["id"]),
    row("ind", &["id"]),
    row("norwegian", &["no"]),
    row("norsk", &["no"]),
    row("bokmål", &["no"]),
    row("nb", &["no"]),
    row("nor", &["no"]),
    row("chinese", &["zh"]),
    row("mandarin", &["zh"]),
    row("中文", &["zh"]),
    row("cn", &["zh"]),
    row("zho", &["zh"]),
    row("chi", &["zh"]),
    row("simplifiedchinese", &["zh"]),
    row("zhhans", &["zh"]),
    row("traditionalchinese", &["zh-TW"]),
    row("taiwanese", &["zh-TW"]),
    row("zhhant", &["zh-TW"]),
    row("cantonese", &["zh-HK"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{self, node_type, retired};

    #[test]
    fn a_word_is_known_by_what_it_means() {
        let of = |word| meant(RetiredPlace::NodeType, word);
        assert_eq!(of("otp"), ["two_factor_email", "two_factor_sms"]);
        assert_eq!(of("OTP"), of("otp"));
        assert_eq!(of("liveness_check"), ["liveness_detection"]);
        assert_eq!(of("LivenessCheck"), ["liveness_detection"]);
        assert_eq!(of("id-check"), ["document_scan"]);
        assert_eq!(of("selfie"), ["face_scan"]);
        assert_eq!(of("conv"), ["conversation"]);
        assert!(of("xyzzy").is_empty());
    }

    #[test]
    fn a_language_is_known_by_its_name_and_with_a_region() {
        let cases = [
            ("german", "de"),
            ("Deutsch", "de"),
            ("english", "en"),
            ("en-US", "en"),
            ("en_gb", "en"),
            ("pt-BR", "pt"),
            ("EN", "en"),
            ("es-419", "es"),
            ("zh-CN", "zh"),
            ("zh_tw", "zh-TW"),
            ("zh-Hant-TW", "zh"),
            ("zh-Hant", "zh-TW"),
            ("jp", "ja"),
        ];
        for (word, code) in cases {
            assert_eq!(meant(RetiredPlace::Value("langs"), word), [code], "{word}");
            assert_eq!(meant(RetiredPlace::Value("defaultLang"), word), [code], "{word}");
        }
        for word in ["klingon", "sv", "sv-SE", "de-something", ""] {
            assert_eq!(language(word), None, "{word}");
        }
    }

    #[test]
    fn every_row_stands_once_and_means_what_there_is() {
        for rows in [NODE_TYPES, OUTCOMES, LANGUAGE_NAMES] {
            for (at, row) in rows.iter().enumerate() {
                assert_eq!(letters(row.word), row.word);
                assert_eq!(rows.iter().position(|other| other.word == row.word), Some(at), "{}", row.word);
                assert!(!row.names.is_empty(), "{}", row.word);
            }
        }
        for row in NODE_TYPES {
            assert!(row.names.iter().all(|name| node_type(name).is_some_and(|row| row.name == *name)));
            assert!(node_type(row.word).is_none(), "{} is a type", row.word);
            assert!(retired(RetiredPlace::NodeType, row.word).is_none(), "{} is retired", row.word);
        }
        for row in OUTCOMES {
            let known = |name: &&str| {
                catalog::NODE_TYPES.iter().any(|ty| ty.outcomes().iter().any(|outcome| outcome.name == *name))
            };
            assert!(row.names.iter().all(known), "{}", row.word);
        }
    }
}
