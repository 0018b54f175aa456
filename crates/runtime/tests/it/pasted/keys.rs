//! The two keys and the client ID.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pasted::{KeyRemark, Slot, Taken, Which, client_id, key};

use crate::pasted::hold;

pub const PUBLIC: &str = "Zq7Lm2Nx9Kd4Rt6V";
pub const PRIVATE: &str = "Hy3Wb8Jc5Ps1Gf0T";
pub const COMPANY: &str = "acme-msp";

/// What a field holds of a text: the value, what was done, what is odd.
fn slot(slot: &Slot) -> String {
    let remark = slot.remark.as_ref().map(|remark| format!(" <{remark:?}>")).unwrap_or_default();
    let said = slot.tidied.as_ref().map(|said| format!(" ({said})")).unwrap_or_default();
    format!("{}{said}{remark}", slot.secret.expose())
}

fn told(taken: &Taken) -> String {
    match taken {
        Taken::Nothing => "nothing".into(),
        Taken::One(one) => slot(one),
        Taken::Both { public, private, sure } => {
            let sure = if *sure { "sure" } else { "unsure" };
            let odd = |slot: &Slot| {
                slot.remark.as_ref().map(|remark| format!(" <{remark:?}>")).unwrap_or_default()
            };
            format!(
                "{sure}: {}{}, {}{}",
                public.secret.expose(),
                odd(public),
                private.secret.expose(),
                odd(private)
            )
        }
    }
}

/// One text taken for the key that stands in it; said in these words.
fn taken(key: &str, said: &str) -> String {
    format!("{key} ({said})")
}

#[test]
fn one_key_is_taken_out_of_what_stands_around_it() {
    let p = PRIVATE;
    let took = |name: &str| taken(p, &format!("Took the 16 characters after {name}."));
    let removed = |what: &str| taken(p, &format!("Removed {what}."));
    let looks = taken(p, "Took the 16 characters that look like a key.");
    let letters = p.chars().map(|c| format!("{c}\n")).collect::<String>();
    let private: Vec<(String, String)> = vec![
        (p.into(), p.into()),
        // What surrounds it.
        (format!("  {p}\r\n"), removed("2 spaces and 1 line end")),
        (format!("{p},"), removed("1 comma")),
        (format!("{p}."), removed("1 period")),
        (format!("{p};"), removed("1 semicolon")),
        (format!("({p})"), removed("2 brackets")),
        (format!("[{p}]"), removed("2 brackets")),
        (format!("<{p}>"), removed("2 brackets")),
        (format!("{p})"), removed("1 bracket")),
        (format!("\"{p}\","), removed("2 quotation marks and 1 comma")),
        (format!("\u{201a}{p}\u{2018}"), removed("2 quotation marks")),
        (format!("\u{2039}{p}\u{203a}"), removed("2 quotation marks")),
        (format!("\u{ab}{p}\u{bb}"), removed("2 quotation marks")),
        (format!("\u{201e}{p}\u{201c}"), removed("2 quotation marks")),
        (format!("=\"{p}\""), removed("2 quotation marks and 1 equals sign")),
        (format!("={p}"), removed("1 equals sign")),
        (format!("**{p}**"), looks.clone()),
        (format!("| {p} |"), removed("2 spaces and 2 vertical bars")),
        (format!("{p}="), looks.clone()),
        // What nobody sees.
        (format!("\u{feff}{p}"), removed("1 byte order mark")),
        (format!("\u{202a}{p}\u{202c}"), removed("2 direction marks")),
        (format!("\u{2066}{p}\u{2069}"), removed("2 direction marks")),
        (format!("\u{200e}{p}\u{200f}"), removed("1 left-to-right mark and 1 right-to-left mark")),
        (format!("\u{61c}{p}"), removed("1 Arabic letter mark")),
        (format!("{p}\u{3164}"), removed("1 Hangul filler")),
        (format!("{p}\u{2800}"), removed("1 Braille blank")),
        (format!("{p}\u{fe0f}"), removed("1 variation selector")),
        (format!("{p}\u{180e}"), removed("1 Mongolian vowel separator")),
        (format!("{p}\u{0}"), removed("1 control character")),
        ("Hy3Wb8Jc\u{ad}5Ps1Gf0T".into(), removed("1 soft hyphen")),
        ("Hy3Wb8Jc\u{200b}5Ps1Gf0T".into(), removed("1 zero-width space")),
        ("Hy3W\u{2060}b8Jc\u{2060}5Ps1Gf0T".into(), removed("2 word joiners")),
        // Its label.
        (format!("PrivateKey:{p}"), took("PrivateKey")),
        (format!("PSA_PRIVATE={p}"), took("PSA_PRIVATE")),
        (format!("export CW_PRIVATE_KEY=\"{p}\""), took("CW_PRIVATE_KEY")),
        (format!("$env:PSA_PRIVATE = '{p}'"), took("PSA_PRIVATE")),
        (format!("Private Key: {p}"), took("Private Key")),
        (format!("Private Key - {p}"), took("Private Key")),
        (format!("Private Key \u{2013} {p}."), took("Private Key")),
        (format!("Private Key\t{p}"), took("Private Key")),
        (format!("Private Key\n{p}"), took("Private Key")),
        (format!("private_key: {p},"), took("private_key")),
        (format!("\"privateKey\": \"{p}\","), took("privateKey")),
        (format!("<PrivateKey>{p}</PrivateKey>"), took("PrivateKey")),
        (format!("PrivateKey{p}"), took("PrivateKey")),
        (format!("Privater Schlüssel: {p}"), took("Privater Schlüssel")),
        (format!("Cl\u{e9} priv\u{e9}e : {p}"), took("Cl\u{e9} priv\u{e9}e")),
        (format!("Clave privada: {p}"), took("Clave privada")),
        (format!("Privésleutel: {p}"), took("Privésleutel")),
        (format!("private%3D{p}"), took("private")),
        (format!("PRIVATE=3D{p}"), took("PRIVATE")),
        (format!("Private&nbsp;Key: &quot;{p}&quot;"), took("Private Key")),
        (
            "Private Key: Hy3Wb8Jc\u{200b}5Ps1Gf0T".into(),
            taken(p, "Took the 16 characters after Private Key. Removed 1 zero-width space."),
        ),
        (format!("{p} (private key)"), taken(p, "Took the 16 characters before private key.")),
        // In a row, a note, a mail.
        (
            format!("Integration key 2026 {p}"),
            taken(p, "Took the 16 characters that look like a key."),
        ),
        (format!("role: responsibilities {p}"), looks.clone()),
        (format!("acmetechnologies {p}"), looks.clone()),
        (format!("AcmeTechnologies\t{p}"), looks.clone()),
        (format!("> {p}\n> Joe"), looks.clone()),
        (format!("{p} {p}"), looks),
        // Broken.
        ("Hy3Wb8Jc\n5Ps1Gf0T".into(), taken(p, "Joined 2 lines.")),
        ("Hy3Wb8Jc\r\n  5Ps1Gf0T".into(), taken(p, "Joined 2 lines.")),
        ("Hy3W b8Jc 5Ps1 Gf0T".into(), taken(p, "Joined 4 parts.")),
        (letters, taken(p, "Joined 16 lines.")),
        ("Private Key:\nHy3Wb8Jc\n5Ps1Gf0T".into(), taken(p, "Joined 2 lines.")),
        // With its company, which nobody writes before a private key, and which is no part of it.
        (format!("acme-msp+{p}"), taken(p, "Removed the company ID and the + before the key.")),
        // The other key's label.
        (format!("Public Key: {p}"), format!("{} <Called(Public)>", took("Public Key"))),
    ];
    let u = PUBLIC;
    let company = taken(u, "Removed the company ID and the + before the key.");
    let public: Vec<(String, String)> = vec![
        (format!("acme-msp+{u}"), company.clone()),
        (format!("ACME-MSP+{u}"), company.clone()),
        (format!("Acme-Msp+{u},"), company.clone()),
        (format!("acme-msp%2B{u}"), company.clone()),
        (format!("acme-msp%2b{u}%0D%0A"), company.clone()),
        (
            format!("CW_PUBLIC_KEY=\"acme-msp+{u}\""),
            taken(u, "Took the 16 characters after CW_PUBLIC_KEY."),
        ),
        (format!("Username: acme-msp+{u}"), taken(u, "Took the 16 characters after Username.")),
        (
            format!("nordlicht+{u}"),
            format!("{u} (Took the 16 characters after the +.) <OtherCompany(\"nordlicht\")>"),
        ),
        (
            format!("CanaryPriv91Key+{u}"),
            format!("{u} (Took the 16 characters after the +.) <OtherCompany(\"\u{2026}\")>"),
        ),
        (
            format!("Hy3Wb8Jc+{u}"),
            format!("{u} (Took the 16 characters after the +.) <OtherCompany(\"\u{2026}\")>"),
        ),
        (
            format!("{PRIVATE}+{u}"),
            format!("{u} (Took the 16 characters after the +.) <OtherCompany(\"\u{2026}\")>"),
        ),
        (format!("acme\u{2011}msp+{u}"), company.clone()),
        (format!("acme-msp/{u}"), taken(u, "Took the 16 characters that look like a key.")),
        (
            format!("Public Key: {u}\nPrivate Key: Hy3W..."),
            taken(u, "Took the 16 characters after Public Key."),
        ),
        (
            format!("Public Key: {u} Private Key: ****************"),
            taken(u, "Took the 16 characters after Public Key."),
        ),
        (format!("public/private key: {u}"), taken(u, "Took the 16 characters after private key.")),
        (format!("PSA_PUBLIC={u}"), taken(u, "Took the 16 characters after PSA_PUBLIC.")),
        (format!("Public Key - {u}"), taken(u, "Took the 16 characters after Public Key.")),
        (
            format!("Öffentlicher Schlüssel: {u}"),
            taken(u, "Took the 16 characters after Öffentlicher Schlüssel."),
        ),
        (STANDARD.encode(u), taken(u, "Took the 16 characters that look like a key.")),
    ];
    let mut wrong = Vec::new();
    for (which, rows) in [(Which::Private, &private), (Which::Public, &public)] {
        for (text, expected) in rows {
            let is = told(&key(which, text, COMPANY));
            if is != *expected {
                wrong.push(format!("{text:?} into {which:?}:\n   is {is}\n  not {expected}"));
            }
        }
    }
    hold("texts with one key", private.len() + public.len(), wrong);
}

#[test]
fn what_cannot_be_taken_apart_is_kept_whole_and_named() {
    let (u, p) = (PUBLIC, PRIVATE);
    let note = "Line: we spoke about the new board and who closes tickets on it.\n".repeat(34);
    let rows: Vec<(Which, String, &str)> = vec![
        (Which::Private, "Hy3Wb8J+5Ps1Gf0T".into(), "OddSigns"),
        (Which::Private, "Hy3Wb8J/5Ps1Gf0T".into(), "OddSigns"),
        (Which::Private, format!("Hy3Wb8J+{u}"), "OddLength(24)"),
        (Which::Private, format!("nordlicht+{p}"), "OddLength(26)"),
        (Which::Public, "Hy3Wb8J+5Ps1Gf0T".into(), "OddSigns"),
        (Which::Public, "acme-msp+Zq7Lm2".into(), "OddLength(15)"),
        (Which::Private, format!("{u}{p}"), "SeveralKeys"),
        (Which::Private, format!("{u}\0{p}"), "SeveralKeys"),
        (Which::Private, format!("{u}\u{202e}{p}"), "SeveralKeys"),
        (Which::Private, format!("{u}{p}Ab3dEf6hIj9kLm2n"), "OddLength(48)"),
        (Which::Private, format!("{u}Hy3Wb8Jc"), "OddLength(24)"),
        (Which::Private, "Hy3Wb8Jc5P".into(), "OddLength(10)"),
        (Which::Private, "Hy3Wb8Jc5P...".into(), "Cut"),
        (Which::Private, "Hy3Wb8Jc5P\u{2026}".into(), "Cut"),
        (Which::Private, format!("{p}..."), "Cut"),
        (Which::Private, "...5Ps1Gf0T".into(), "Cut"),
        (Which::Private, "****************".into(), "Masked"),
        (Which::Private, "\u{2022}".repeat(16), "Masked"),
        (Which::Private, "\u{25cf}".repeat(12), "Masked"),
        (Which::Private, "************Gf0T".into(), "Masked"),
        (Which::Private, "########".into(), "Masked"),
        (Which::Private, "XXXXXXXXXXXXXXXX".into(), "Masked"),
        (Which::Private, "[REDACTED]".into(), "Masked"),
        (Which::Public, "1.23457E+15".into(), "ExcelNumber"),
        (Which::Private, "1,23457E+15".into(), "ExcelNumber"),
        (Which::Private, "1234567890120000".into(), "OneKind(\"numbers\")"),
        (Which::Private, "responsibilities".into(), "OneKind(\"letters\")"),
        (Which::Private, "acme-msp".into(), "CompanyAlone"),
        (Which::Private, "ACME-MSP".into(), "CompanyAlone"),
        (Which::Private, "Private Key".into(), "LabelAlone"),
        (Which::Private, "PrivateKey:".into(), "LabelAlone"),
        (Which::Private, "Clé privée".into(), "LabelAlone"),
        (Which::Private, "Meeting notes: call Bob at 3pm".into(), "SeveralWords"),
        (Which::Private, "acme\nZq7Lm2Nx9Kd4".into(), "SeveralWords"),
        (Which::Private, format!("{u} {p} {u}"), "SeveralKeys"),
        (Which::Private, format!("{u} {p} Ab3dEf6hIj9kLm2n"), "SeveralKeys"),
        (Which::Private, format!("Old private key: {u}\nNew private key: {p}"), "SeveralKeys"),
        (Which::Private, "3f2504e0-4f89-41d3-9a0c-0305e82c3301".into(), "LooksLikeClientId"),
        (Which::Private, "{3f2504e0-4f89-41d3-9a0c-0305e82c3301}".into(), "LooksLikeClientId"),
        (
            Which::Private,
            "clientId: 3f2504e0-4f89-41d3-9a0c-0305e82c3301".into(),
            "LooksLikeClientId",
        ),
        (Which::Private, "https://na.myconnectwise.net".into(), "LooksLikeAddress"),
        (Which::Private, format!("https://cw.example.com/{p}"), "LooksLikeAddress"),
        (Which::Private, "joe@example.com".into(), "LooksLikeEmail"),
        (Which::Public, "Zq7L:m2Nx".into(), "Colon"),
        (Which::Private, "Hÿ3Wb8Jc5Ps1Gf0T".into(), "NotPlain"),
        (Which::Private, "Нy3Wb8Jc5Ps1Gf0T".into(), "NotPlain"),
        (Which::Private, note, "TooLong"),
    ];
    let mut wrong = Vec::new();
    for (which, text, expected) in &rows {
        let Taken::One(slot) = key(*which, text, COMPANY) else {
            wrong.push(format!("{text:?}: {}", told(&key(*which, text, COMPANY))));
            continue;
        };
        let remark = slot.remark.as_ref().map(|remark| format!("{remark:?}")).unwrap_or_default();
        if remark != *expected {
            wrong.push(format!("{text:?} into {which:?}: {remark:?}, not {expected}"));
        }
    }
    hold("texts that are no key alone", rows.len(), wrong);

    // A label, and a value of another shape behind it.
    for (text, value, remark) in [
        ("Private Key: Hy3Wb8J+5Ps1Gf0T", "Hy3Wb8J+5Ps1Gf0T", KeyRemark::OddSigns),
        ("PRIVATE_KEY=Hy3Wb8Jc5P", "Hy3Wb8Jc5P", KeyRemark::OddLength(10)),
        ("\"privateKey\": \"Hy3Wb8J/5Ps1Gf0TAA\",", "Hy3Wb8J/5Ps1Gf0TAA", KeyRemark::OddLength(18)),
        ("Private Key: ********", "********", KeyRemark::Masked),
        ("Private Key: Hy3Wb8...", "Hy3Wb8...", KeyRemark::Cut),
        ("Public Key: Zq7Lm2Nx9Kd4Rt6V\nPrivate Key: Hy3W...", "Hy3W...", KeyRemark::Cut),
        ("Public Key: Zq7Lm2Nx9Kd4Rt6V\nPrivate Key: ********", "********", KeyRemark::Masked),
        (
            "The private key shows once.\nPublic Key: Zq7Lm2Nx9Kd4Rt6V",
            "Zq7Lm2Nx9Kd4Rt6V",
            KeyRemark::Called(Which::Public),
        ),
    ] {
        let Taken::One(slot) = key(Which::Private, text, COMPANY) else { panic!("{text}") };
        assert_eq!((slot.secret.expose(), slot.remark), (value, Some(remark)), "{text}");
    }
}

#[test]
fn two_keys_are_told_apart_and_a_guess_is_called_one() {
    let (u, p) = (PUBLIC, PRIVATE);
    let sure = format!("sure: {u}, {p}");
    let unsure = format!("unsure: {u}, {p}");
    let packed = STANDARD.encode(format!("acme-msp+{u}:{p}"));
    let rows: Vec<(String, String)> = vec![
        (format!("{u}\n{p}"), unsure.clone()),
        (format!("{u}\t{p}"), unsure.clone()),
        (format!("{u}:{p}"), unsure.clone()),
        (format!("{u}/{p}"), unsure.clone()),
        (format!("\"{u}\";\"{p}\""), unsure.clone()),
        (format!("The private key shows once.\n{u}\n{p}"), unsure.clone()),
        (format!("Public Key: {u}\r\nPrivate Key: {p}"), sure.clone()),
        (format!("Private Key: {p}\nPublic Key: {u}"), sure.clone()),
        (
            format!("The private key shows once, so keep it.\nPublic key\t{u}\nPrivate key\t{p}\n"),
            sure.clone(),
        ),
        (
            format!("As asked, the private and the public one:\nPublic: {u}\nPrivate: {p}\n"),
            sure.clone(),
        ),
        (format!("As asked, the private and the public one:\n{p}\n{u}\n"), sure.clone()),
        (format!("Privater Schlüssel: {p}\nÖffentlicher Schlüssel: {u}"), sure.clone()),
        (format!("geheim {p}\nöffentlich {u}"), sure.clone()),
        (format!("Cl\u{e9} priv\u{e9}e : {p}\nCl\u{e9} publique : {u}\n"), sure.clone()),
        (format!("Cle\u{301} prive\u{301}e : {p}\nCle\u{301} publique : {u}\n"), sure.clone()),
        (format!("Clave privada: {p}\nClave pública: {u}"), sure.clone()),
        (format!("Privésleutel: {p}\nOpenbare sleutel: {u}"), sure.clone()),
        (format!("Secret: {p}\nPublic: {u}"), sure.clone()),
        (format!("Client secret {p}\nPublic {u}"), sure.clone()),
        (format!("priv: {p} / pub: {u}"), sure.clone()),
        (format!("CW_PRIV={p}\nCW_PUB={u}\n"), sure.clone()),
        (format!("PSA_PRIVATE='{p}'\nPSA_PUBLIC='{u}'"), sure.clone()),
        (
            format!(
                "{{\"privateKey\": \"{p}\", \"publicKey\": \"{u}\", \"clientId\": \"3f2504e0-4f89-41d3-9a0c-0305e82c3301\"}}"
            ),
            sure.clone(),
        ),
        (format!("<PrivateKey>{p}</PrivateKey>\n<PublicKey>{u}</PublicKey>"), sure.clone()),
        (format!("private_key: {p}\npublic_key: {u}"), sure.clone()),
        (format!("Public Key\tPrivate Key\n{u}\t{p}"), sure.clone()),
        (format!("Private Key\tPublic Key\n{p}\t{u}"), sure.clone()),
        (format!("Description\tPublic Key\tPrivate Key\nIntegration\t{u}\t{p}"), sure.clone()),
        (format!("Private Key;Public Key\r\n{p};{u}"), sure.clone()),
        (format!("private_key\tcompany\tpublic_key\n{p}\tacme-msp\t{u}"), sure.clone()),
        (format!("{p} {u} (private, public)"), sure.clone()),
        (
            format!(
                "Title: PSA\nUsername: acme-msp+{u}\nPassword: {p}\nURL: https://na.myconnectwise.net\nNotes:"
            ),
            sure.clone(),
        ),
        (format!("The public key is {u}. The private key is {p}."), sure.clone()),
        (
            format!("Your private key (shown once!):\n{p}\nYour public key:\n{u}\nRegards"),
            sure.clone(),
        ),
        (format!("{p} (private)\n{u} (public)"), sure.clone()),
        (format!("{p} is the private key\n{u} is the public key"), sure.clone()),
        (format!("{p} <- private key\n{u} <- public key"), sure.clone()),
        ("Public KeyZq7Lm2Nx9Kd4Rt6VPrivate KeyHy3Wb8Jc5Ps1Gf0T".into(), sure.clone()),
        (format!("Private key: {p}\n{u}"), unsure.clone()),
        (format!("Public key: {u}\t{p}"), unsure.clone()),
        (format!("{u}\n{p} (private)"), unsure.clone()),
        (format!("http://{u}:{p}@na.myconnectwise.net"), unsure.clone()),
        (format!("Hello,\nacme-msp+{u}\n{p}\nRegards"), unsure.clone()),
        // Labels outside, inside, shortened, grown together, in other languages.
        (format!("priv {p} {u} pub"), sure.clone()),
        (format!("{p} <- private, public -> {u}"), sure.clone()),
        (format!("Priv. Schlüssel: {p}\nÖffentl. Schlüssel: {u}"), sure.clone()),
        (format!("sk: {p}\npk: {u}"), sure.clone()),
        (format!("PK={u}\nSK={p}"), sure.clone()),
        (format!("Privatekey{p}Publickey{u}"), sure.clone()),
        (format!("pub{u}priv{p}"), sure.clone()),
        (format!("Klucz prywatny: {p}\nKlucz publiczny: {u}"), sure.clone()),
        (format!("Privat nyckel: {p}\nPublik nyckel: {u}"), sure.clone()),
        (format!("Hemlig nyckel: {p}\nOffentlig nyckel: {u}"), sure.clone()),
        (format!("Privat nøgle: {p}\nOffentlig nøgle: {u}"), sure.clone()),
        (format!("Privat nøkkel: {p}\nOffentlig nøkkel: {u}"), sure.clone()),
        (format!("Chiave privata: {p}\nChiave pubblica: {u}"), sure.clone()),
        (format!("Chave privada: {p}\nChave pública: {u}"), sure.clone()),
        (format!("Soukromý klíč: {p}\nVeřejný klíč: {u}"), sure.clone()),
        (format!("Súkromný kľúč: {p}\nVerejný kľúč: {u}"), sure.clone()),
        (format!("Приватный ключ: {p}\nПубличный ключ: {u}"), sure.clone()),
        (format!("Закрытый ключ: {p}\nОткрытый ключ: {u}"), sure.clone()),
        (format!("Yksityinen avain: {p}\nJulkinen avain: {u}"), sure.clone()),
        (format!("Titkos kulcs: {p}\nNyilvános kulcs: {u}"), sure.clone()),
        (format!("Özel anahtar: {p}\nAçık anahtar: {u}"), sure.clone()),
        (format!("秘密鍵: {p}\n公開鍵: {u}"), sure.clone()),
        // With more words behind the label.
        (format!("Private key for Vectis: {p}\nPublic key for Vectis: {u}"), sure.clone()),
        (format!("Private Key (shown once!): {p}\nPublic Key (always): {u}"), sure.clone()),
        (format!("1) Private Key: {p} 2) Public Key: {u}"), sure.clone()),
        (format!("PRIVATE KEY\n-----------\n{p}\nPUBLIC KEY\n----------\n{u}"), sure.clone()),
        (format!("\tPublic Key\tPrivate Key\nVectis\t{u}\t{p}"), sure.clone()),
        (format!("| | Private Key | Public Key |\n|---|---|---|\n| x | {p} | {u} |"), sure.clone()),
        (format!("Username: acme-msp+{u}\nPassword: {p}"), sure.clone()),
        (format!("acme-msp+{u}\n{p}"), sure.clone()),
        (format!("acme-msp+{u}:{p}"), sure.clone()),
        (format!("ACME-MSP+{u}:{p}"), sure.clone()),
        (format!("curl -u acme-msp+{u}:{p} https://na.myconnectwise.net"), sure.clone()),
        (format!("https://acme-msp+{u}:{p}@na.myconnectwise.net"), sure.clone()),
        (format!("acme-msp%2B{u}%3A{p}"), sure.clone()),
        (packed.clone(), sure.clone()),
        (format!("Basic {packed}"), sure.clone()),
        (format!("Authorization: Basic {packed}"), sure.clone()),
        (format!("nordlicht+{u}:{p}"), format!("sure: {u} <OtherCompany(\"nordlicht\")>, {p}")),
        (
            format!("acme-msp+{u}:Hy3Wb8J+5Ps1Gf0T"),
            format!("sure: {u}, Hy3Wb8J+5Ps1Gf0T <OddSigns>"),
        ),
        (
            format!("PUBLIC={u}\nPRIVATE=Hy3Wb8J+5Ps1Gf0T"),
            format!("sure: {u}, Hy3Wb8J+5Ps1Gf0T <OddSigns>"),
        ),
        (format!("PUBLIC={u}\nPRIVATE=Hy3Wb8Jc"), format!("sure: {u}, Hy3Wb8Jc <OddLength(8)>")),
    ];
    let mut wrong = Vec::new();
    for (text, expected) in &rows {
        for which in [Which::Public, Which::Private] {
            let is = told(&key(which, text, COMPANY));
            if is != *expected {
                wrong.push(format!("{text:?} into {which:?}:\n   is {is}\n  not {expected}"));
            }
        }
    }
    hold("texts with both keys, in either field", 2 * rows.len(), wrong);
    let Taken::Both { public, .. } = key(Which::Public, &rows[0].0, COMPANY) else { panic!() };
    assert!(public.tidied.unwrap().contains("first was taken for the public key"));
}

/// A second pair, a correction, an older key: none of them is surely the other key.
#[test]
fn which_of_several_keys_is_meant_is_not_guessed() {
    let (u, p) = (PUBLIC, PRIVATE);
    let (n, m) = ("Vb4Kp9Ts2Xw7Qe5M", "Rt5Gh8Jk2Lm4Np6Q");
    let packed = STANDARD.encode(format!("acme-msp+{u}:{p}"));
    let other = STANDARD.encode(format!("acme-msp+{n}:{m}"));
    let pair = format!("Public Key: {u}\nPrivate Key: {p}\n");
    let rows = [
        // One label, and a text that nothing calls a key.
        format!("PRIVATE_KEY={p} # old: {n}"),
        format!("PUBLIC_KEY={u} # old: {n}"),
        format!("Private key: {n} -> {p}"),
        format!("Private key: {n} \u{2192} {p}"),
        format!("Private key: ~~{n}~~ {p}"),
        format!("Private Key: {p} (was {n})"),
        format!("Private Key {p}, previously {n}"),
        format!("private key {p} wrong, correct one: {n}"),
        format!("Privater Schlüssel: {p} (vorher {n})"),
        format!("Clé privée : {p} (ancienne : {n})"),
        format!("Private Key: {p}\nTransaction ID: {n}"),
        format!("Private key {p}\nTicket reference {n}"),
        format!("Ticket {n}\nPublic Key: {u}"),
        format!("Private key for Vectis: {p}\nTransaction {n}"),
        // No label.
        format!("{n} -> {p}"),
        format!("{n} no longer valid, use {p}"),
        format!("acme-msp+{u}\nacme-msp+{n}"),
        format!("old: {n}\nnew: {p}"),
        format!("alt: {n}\nneu: {p}"),
        // A second pair, or a correction.
        format!("old: Basic {packed}\nnew: Basic {other}"),
        format!("Basic {packed}\nPrivate Key: {n}"),
        format!("acme-msp+{u}:{p}\nacme-msp+{n}:{m}"),
        format!("acme-msp+{u}:{p} (alt)\nPrivate Key neu: {n}"),
        format!("curl -u acme-msp+{u}:{p} # private was {n}"),
        format!("{pair}Correction: the right private key is {n}"),
        format!("{pair}Actual private key: {n}"),
        format!("{pair}\nSorry, use {n} instead"),
        format!("{pair}Private Key (new): {n}"),
        // Two of one kind.
        format!("Private key (old): {p}\nPrivate key (new): {n}"),
        format!("Privater Schlüssel (alt): {p}\nPrivater Schlüssel (neu): {n}"),
        format!("Private Key: {p}\nPrivate Key (revoked): {n}"),
        format!("Private Key 1: {p}\nPrivate Key 2: {n}"),
        format!("Public Key 1: {u}\nPublic Key 2: {n}"),
        format!("Private key for Vectis: {p}\nPrivate key for Propel: {n}"),
        format!("Private key of Acme: {p}\nPrivate key of Beta: {n}"),
        format!("The public key stays. Private key (old): {p}; private key (new): {n}"),
        format!("private {p} {n} private"),
        format!("Description\tPublic Key\nVectis\t{u}\nPropel\t{n}"),
        format!("Name,Private Key\nVectis,{p}\nPropel,{n}"),
        format!("| Name | Public Key |\n|---|---|\n| A | {u} |\n| B | {n} |"),
    ];
    let mut wrong = Vec::new();
    for text in &rows {
        for which in [Which::Public, Which::Private] {
            match key(which, text, COMPANY) {
                Taken::One(slot) if slot.remark == Some(KeyRemark::SeveralKeys) => {}
                taken => wrong.push(format!("{text:?} into {which:?}: {}", told(&taken))),
            }
        }
    }
    hold("texts with one key too many, in either field", 2 * rows.len(), wrong);
}

/// Whatever stands between the label and the key, and whichever label is the nearest.
#[test]
fn the_other_key_is_never_taken_without_a_word() {
    let k = PRIVATE;
    let private = [
        format!("Public Key:\nPrivate Key: {k}"),
        format!("PUBLIC_KEY=\nPRIVATE_KEY={k}"),
        format!("PUBLIC_KEY=\r\nCLIENT_ID=\r\nPRIVATE_KEY={k}"),
        format!("{{\"publicKey\":\"\",\"privateKey\":\"{k}\"}}"),
        format!("Private Key (secret): {k}"),
        format!("Private Key (shown only once): {k}"),
        format!("Private Key (not the public key): {k}"),
        format!("Private Key [do not share]: {k}"),
        format!("Private Key \u{2014} do not share! {k}"),
        format!("Private Key, shown once: {k}"),
        format!("Private key is below\n{k}"),
        format!("Private key for Vectis: {k}"),
        format!("Public Key (private is {k})"),
        format!("Privater Schlüssel für Vectis: {k}"),
        format!("{k} \u{2013} my private key"),
        format!("Private Key\tPublic Key\n{k}\t"),
        format!("Public Key\tPrivate Key\n\t{k}"),
        format!("Description;Private Key\nVectis;{k}"),
    ];
    let public = [
        format!("Private Key:\nPublic Key: {k}"),
        format!("PRIVATE_KEY=\nPUBLIC_KEY={k}"),
        format!("Public Key\tPrivate Key\tDescription\n{k}\t****************\tVectis"),
        format!("Public Key\tPrivate Key\n{k}\t****"),
        format!("Description;Public Key\nVectis;{k}"),
        format!("| Public Key | Private Key |\n|---|---|\n| {k} | |"),
        format!("Public key for Vectis: {k}"),
        format!("Public Key (always visible): {k}"),
        format!("Public Key (not private): {k}"),
        format!("The private key will follow separately. My public one is this: {k}"),
    ];
    let mut wrong = Vec::new();
    for (is, rows) in [(Which::Private, &private[..]), (Which::Public, &public[..])] {
        for (text, into) in rows.iter().flat_map(|t| [(t, Which::Public), (t, Which::Private)]) {
            let taken = key(into, text, COMPANY);
            let remark = (into != is).then_some(KeyRemark::Called(is));
            match &taken {
                Taken::One(one) if (one.secret.expose(), &one.remark) == (k, &remark) => {}
                _ => wrong.push(format!("{text:?} into {into:?}: {}", told(&taken))),
            }
            let Taken::One(one) = taken else { continue };
            let said = one.tidied.unwrap_or_default();
            let name = if is == Which::Private { "ublic" } else { "rivate" };
            if said.contains(name) || said.contains("KEYP") {
                wrong.push(format!("{text:?} into {into:?}: {said}"));
            }
        }
    }
    hold("texts that name their key", 2 * (private.len() + public.len()), wrong);
    // What says nothing of keys, or of both, calls it neither.
    for text in [
        format!("Username: joe\n{k}"),
        format!("public/private key: {k}"),
        format!("{k}\nThis e-mail is private and confidential."),
    ] {
        for which in [Which::Public, Which::Private] {
            let Taken::One(slot) = key(which, &text, COMPANY) else { panic!("{text}") };
            assert_eq!((slot.secret.expose(), slot.remark), (k, None), "{text} into {which:?}");
        }
    }
}

#[test]
fn a_word_in_place_of_a_key_is_none() {
    let u = PUBLIC;
    for word in [
        "null",
        "undefined",
        "pending",
        "n/a",
        "#N/A",
        "changeme",
        "TODO",
        "tbd",
        "siehe-Passbolt",
        "1Password",
        "see_vault",
        "KeePass",
        "#REF!",
        "vault:cw/other",
        "none",
        "0/none",
    ] {
        for text in [
            word.to_owned(),
            format!("Public Key: {u}\nPrivate Key: {word}"),
            format!("{{\"publicKey\":\"{u}\",\"privateKey\":{word}}}"),
        ] {
            let Taken::One(slot) = key(Which::Private, &text, COMPANY) else { panic!("{text}") };
            assert_eq!(slot.remark, Some(KeyRemark::Word), "{text}");
            assert!(!slot.tidied.unwrap_or_default().contains("Took"), "{text}");
            if text != word {
                let Taken::One(slot) = key(Which::Public, &text, COMPANY) else { panic!("{text}") };
                assert_eq!((slot.secret.expose(), slot.remark), (u, None), "{text}");
            }
        }
    }
}

#[test]
fn the_client_id_is_found_in_its_text() {
    const ID: &str = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    let out = "Took the client ID out of the text.";
    let rows: Vec<(String, String)> = vec![
        (ID.into(), ID.into()),
        (ID.to_uppercase(), ID.to_uppercase()),
        (format!("\u{202a}{ID}\u{202c}"), taken(ID, "Removed 2 direction marks.")),
        (format!("{{{ID}}}"), taken(ID, "Removed 2 brackets.")),
        (format!("{ID}."), taken(ID, "Removed 1 period.")),
        (format!("=\"{ID}\""), taken(ID, "Removed 2 quotation marks and 1 equals sign.")),
        (format!("clientId: {ID}"), taken(ID, out)),
        (format!("clientId:{ID}"), taken(ID, out)),
        (format!("\"clientId\": \"{ID}\","), taken(ID, out)),
        (format!("CW_CLIENT_ID={ID}"), taken(ID, out)),
        (format!("Client ID\r\n{ID}\r\n"), taken(ID, out)),
        (format!("Your client ID is {ID}; keep it."), taken(ID, out)),
        (ID.replace('-', "\u{2011}"), taken(ID, "Changed 4 hyphens to plain ones.")),
        (ID.replace('-', "\u{2013}"), taken(ID, "Changed 4 hyphens to plain ones.")),
        (ID.replace('-', "\u{2212}"), taken(ID, "Changed 4 hyphens to plain ones.")),
        (ID.replace('-', ""), taken(ID, "Put its hyphens in.")),
        (
            format!("clientId={}", ID.replace('-', "")),
            taken(ID, &format!("{out} Put its hyphens in.")),
        ),
        (ID.replacen("e0-", "e0\u{200b}-", 1), taken(ID, "Removed 1 zero-width space.")),
        (ID.replacen("41d3-", "41d3-\n", 1), taken(ID, "Joined the lines.")),
        (format!("{PUBLIC}\n{PRIVATE}\n{ID}"), taken(ID, out)),
        (ID[..35].into(), format!("{} <NotAGuid>", &ID[..35])),
        (format!("{}...", &ID[..20]), format!("{}... <Cut>", &ID[..20])),
        (PUBLIC.into(), format!("{PUBLIC} <LooksLikeKey>")),
    ];
    let mut wrong = Vec::new();
    for (text, expected) in &rows {
        let is = client_id(text).map(|found| slot(&found)).unwrap_or_default();
        if is != *expected {
            wrong.push(format!("{text:?}:\n   is {is}\n  not {expected}"));
        }
    }
    hold("texts for the client ID", rows.len(), wrong);
}
