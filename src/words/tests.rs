use super::*;

#[test]
fn a_sentence_is_said_in_either_language_with_its_values() {
    let (many, name) = (3, "orders".to_owned());
    let said = say!("{many} wait at {name}", "{name} 处有 {many} 条在等");
    assert_eq!(said.string(Language::English), "3 wait at orders");
    assert_eq!(said.string(Language::Chinese), "orders 处有 3 条在等");
}

#[test]
fn what_is_said_holds_what_differs_itself() {
    let who = both("the producer", "生产者");
    let said = say!("{who} is {state}", "{who}{state}"; who, state = both("idle", "空闲"));
    let text = said.text();
    assert_eq!(text.of(Language::English), "the producer is idle");
    assert_eq!(text.of(Language::Chinese), "生产者空闲");
    let again = say!("so {text}!", "所以{text}！"; text);
    assert_eq!(again.string(Language::Chinese), "所以生产者空闲！");
}

#[test]
fn texts_are_joined_in_each_language() {
    let parts = [both("one", "一").text(), Text::same("x")];
    let joined = Text::join(&parts, both(", ", "、"));
    assert_eq!(
        (joined.of(Language::English), joined.of(Language::Chinese)),
        ("one, x", "一、x")
    );
}

#[test]
fn a_reader_gets_the_language_of_the_browser() {
    for (tag, language) in [
        ("zh", Language::Chinese),
        ("zh-CN", Language::Chinese),
        ("ZH_hans", Language::Chinese),
        ("en-GB", Language::English),
        ("fr", Language::English),
        ("", Language::English),
    ] {
        assert_eq!(Language::for_tag(tag), language, "{tag}");
    }
    for language in Language::ALL {
        assert_eq!(Language::for_tag(language.tag()), language);
    }
}
