//! Owns the pieces every URL is made of: percent-encoding and parameters.

/// Percent-decoding that leaves a `%` alone where no two hexadecimal digits follow, as it stands
/// in passwords that were pasted as they are.
pub(super) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while let Some(&byte) = bytes.get(index) {
        let pair = (bytes.get(index + 1), bytes.get(index + 2));
        if let (b'%', (Some(&high), Some(&low))) = (byte, pair)
            && let (Some(high), Some(low)) = (digit(high), digit(low))
        {
            decoded.push(high * 16 + low);
            index += 3;
        } else {
            decoded.push(byte);
            index += 1;
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

/// The parameters after `?`, decoded, keys in lower case.
pub(super) fn parameters(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(key).to_ascii_lowercase(), decode(value))
        })
        .collect()
}

/// Encodes what would be misread inside a URL's path or host.
pub(super) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '%' | '@' | '/' | '?' | '#' | ' ' | ':') {
            encoded.push_str(&format!("%{:02X}", u32::from(character)));
        } else {
            encoded.push(character);
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{decode, parameters};

    #[test]
    fn a_lone_percent_sign_stays() {
        assert_eq!(decode("100%pure%40%2"), "100%pure@%2");
        assert_eq!(decode("%"), "%");
        assert_eq!(decode("%ff"), "%ff");
        assert_eq!(decode("é%C3%A9"), "éé");
    }

    #[test]
    fn parameters_without_value_are_kept() {
        let read = parameters("Schema=a%20b&&x");
        assert_eq!(
            read,
            [
                ("schema".to_owned(), "a b".to_owned()),
                ("x".to_owned(), String::new())
            ]
        );
    }
}
