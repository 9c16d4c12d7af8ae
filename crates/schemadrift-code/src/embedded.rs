//! Owns the scripts inside of other files: the `<script>` blocks of Vue and Svelte. Everything
//! else becomes blanks, so that every offset stays what it is.

/// The script blocks of a component, at their own places.
pub(crate) fn scripts(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("<script") {
        let Some(start) = rest[open..].find('>').map(|end| open + end + 1) else {
            break;
        };
        blank(&rest[..start], &mut kept);
        let end = rest[start..]
            .find("</script")
            .map_or(rest.len(), |end| start + end);
        kept.push_str(&rest[start..end]);
        rest = &rest[end..];
        // Blocks are programs of their own.
        if rest.starts_with('<') {
            kept.push(';');
            rest = &rest[1..];
        }
    }
    blank(rest, &mut kept);
    kept
}

fn blank(text: &str, kept: &mut String) {
    for byte in text.bytes() {
        kept.push(if byte == b'\n' { '\n' } else { ' ' });
    }
}

#[cfg(test)]
mod tests {
    use super::scripts;

    #[test]
    fn offsets_stay() {
        let text = "<template>é<p/></template>\n<script setup lang=\"ts\">\nlet a = 1\n</script>\n<style/>";
        let kept = scripts(text);
        assert_eq!(kept.len(), text.len());
        assert_eq!(kept.find("let a"), text.find("let a"));
        assert!(!kept.contains("template") && !kept.contains("style"));
    }

    #[test]
    fn a_block_without_end_is_survived() {
        assert_eq!(scripts("<script>a").trim(), "a");
        assert_eq!(scripts("<script").trim(), "");
    }
}
