//! The scenario file: what is wrong is said all at once, each with its path and what would be
//! right.

use serde_json::{Map, Value, json};
use tailback::scenario::{Problem, Scenario};

/// A document in which every field is written out.
fn full() -> Value {
    json!({
        "tailback": 1, "name": "full", "about": "Everything.", "seed": 3,
        "broker": { "lock": { "hold": 0.01 } },
        "producers": [
            {
                "id": "web", "to": "orders", "count": 2,
                "arrivals": { "process": "poisson", "rate": 2.5 },
                "limit": 100, "first_at": 0.5,
            },
            {
                "id": "batch", "to": "orders", "count": 1,
                "arrivals": { "process": "renewal", "interval":
                    { "distribution": "hyperexponential", "mean": 2.0, "scv": 4.0 } },
            },
        ],
        "queues": [
            { "id": "orders", "discipline": "fifo", "max_ready": 10, "overflow": "reject" },
        ],
        "consumers": [
            {
                "id": "workers", "from": "orders", "count": 4,
                "service": { "distribution": "erlang", "mean": 0.4, "stages": 3 },
                "poll": { "interval": 0.1 },
            },
        ],
    })
}

/// `document` with `value` at the JSON pointer `pointer`, whether something was there or not.
pub fn put(document: &mut Value, pointer: &str, value: Value) {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer starts with /");
    let parent = document.pointer_mut(parent).expect("the parent is there");
    match parent {
        Value::Object(fields) => {
            fields.insert(key.to_owned(), value);
        }
        list => list[key.parse::<usize>().expect("an index")] = value,
    }
}

fn take_away(document: &mut Value, pointer: &str) {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer starts with /");
    let parent = document.pointer_mut(parent).and_then(Value::as_object_mut);
    let taken = parent.and_then(|fields| fields.remove(key));
    assert!(taken.is_some(), "{pointer} was there");
}

fn problems(text: &str) -> Vec<Problem> {
    Scenario::parse(text).expect_err(text)
}

/// Checks that the problems are exactly these, by path and a part of the message.
fn expect(text: &str, expected: &[(&str, &str)]) {
    let mut found = problems(text);
    for (path, fragment) in expected {
        let fits =
            |problem: &Problem| problem.path == *path && problem.message.english.contains(fragment);
        let Some(place) = found.iter().position(fits) else {
            panic!("no \"{path}: ...{fragment}...\" among {found:#?} of {text}");
        };
        found.remove(place);
    }
    assert!(found.is_empty(), "besides: {found:#?} of {text}");
}

/// One field with a wrong value: pointer, value, path, what is said.
fn wrong_values() -> Vec<(&'static str, Value, &'static str, &'static str)> {
    let id = "must be a name of letters, digits, - and _, at most 40 of them";
    vec![
        (
            "/tailback",
            json!(2),
            "tailback",
            "must be a whole number from 1 to 1, not 2",
        ),
        ("/name", json!(7), "name", "must be a text, not 7"),
        (
            "/about",
            json!([]),
            "about",
            "must be a text, not an empty list",
        ),
        (
            "/seed",
            json!(-1),
            "seed",
            "from 0 to 9007199254740991, not -1",
        ),
        (
            "/broker/lock/hold",
            json!(-0.1),
            "broker.lock.hold",
            "from 0 to 1000 (s), not -0.1",
        ),
        ("/producers/0/id", json!("a b"), "producers[0].id", id),
        (
            "/producers/0/to",
            json!("nowhere"),
            "producers[0].to",
            "\"nowhere\" is not a queue; the queues are orders",
        ),
        (
            "/producers/0/count",
            json!(1.5),
            "producers[0].count",
            "must be a whole number from 0 to 100000 (copies), not 1.5",
        ),
        (
            "/producers/0/arrivals/rate",
            json!("fast"),
            "producers[0].arrivals.rate",
            "must be a number from 0 to 1000000 (1/s), not \"fast\"",
        ),
        (
            "/producers/0/limit",
            json!(0),
            "producers[0].limit",
            "must be a whole number from 1 to 1e15 (messages), not 0",
        ),
        (
            "/producers/0/first_at",
            json!(1e300),
            "producers[0].first_at",
            "not 1e+300",
        ),
        (
            "/producers/1/id",
            json!(["web"]),
            "producers[1].id",
            "not a list",
        ),
        (
            "/producers/1/arrivals/process",
            json!("bursty"),
            "producers[1].arrivals.process",
            "must be one of poisson, constant, renewal, mmpp, on-off, schedule, closed-loop, replay, not \"bursty\"",
        ),
        (
            "/queues/0/discipline",
            json!("sorted"),
            "queues[0].discipline",
            "must be one of fifo, lifo, random, priority, priority-preemptive, shortest-first, earliest-deadline, fair, not \"sorted\"",
        ),
        (
            "/queues/0/max_ready",
            json!(null),
            "queues[0].max_ready",
            "must be a whole number from 0 to 1e9 (messages), not null",
        ),
        (
            "/queues/0/overflow",
            json!("drop-head"),
            "queues[0].overflow",
            "must be one of reject, drop-oldest, block, not \"drop-head\"",
        ),
        (
            "/consumers/0/from",
            json!(3),
            "consumers[0].from",
            "must be the id of a queue, not 3",
        ),
        (
            "/consumers/0/count",
            json!(-2),
            "consumers[0].count",
            "(workers), not -2",
        ),
        (
            "/consumers/0/service/mean",
            json!(0),
            "consumers[0].service.mean",
            "must be a number from 1e-6 to 1e7 (s), not 0",
        ),
        (
            "/consumers/0/service/stages",
            json!(2.5),
            "consumers[0].service.stages",
            "must be a whole number from 1 to 1000 (stages), not 2.5",
        ),
        (
            "/consumers/0/poll/interval",
            json!(true),
            "consumers[0].poll.interval",
            "not true",
        ),
    ]
}

#[test]
fn the_full_document_is_valid() {
    let scenario = Scenario::from_value(&full()).expect("valid");
    assert_eq!(
        serde_json::to_value(&scenario)
            .expect("plain data")
            .as_object()
            .map(Map::len),
        full().as_object().map(Map::len)
    );
}

#[test]
fn each_wrong_value_is_named_with_its_path_and_what_would_be_right() {
    for (pointer, value, path, said) in wrong_values() {
        let mut document = full();
        put(&mut document, pointer, value);
        expect(&document.to_string(), &[(path, said)]);
    }
}

#[test]
fn all_wrong_values_are_named_at_once() {
    let mut document = full();
    let wrong = wrong_values();
    for (pointer, value, ..) in &wrong {
        put(&mut document, pointer, value.clone());
    }
    let expected: Vec<_> = wrong
        .iter()
        .map(|(.., path, said)| (*path, *said))
        .collect();
    expect(&document.to_string(), &expected);
}

#[test]
fn more_wrong_values_each_alone() {
    let long = "x".repeat(41);
    let cases = [
        ("/tailback", json!("1"), "tailback", "not \"1\""),
        ("/tailback", json!(null), "tailback", "not null"),
        ("/name", json!(""), "name", "not \"\""),
        ("/seed", json!(1.5), "seed", "a whole number"),
        (
            "/seed",
            json!(9_007_199_254_740_992_u64),
            "seed",
            "a whole number",
        ),
        (
            "/broker",
            json!(null),
            "broker",
            "must be an object, not null",
        ),
        (
            "/broker/lock",
            json!(0.1),
            "broker.lock",
            "must be an object, not 0.1",
        ),
        (
            "/producers",
            json!({}),
            "producers",
            "a list of at least one object, not an object",
        ),
        (
            "/producers",
            json!([]),
            "producers",
            "a list of at least one object, not an empty list",
        ),
        (
            "/consumers",
            json!(null),
            "consumers",
            "a list of at least one object, not null",
        ),
        ("/queues", json!([]), "queues", "not an empty list"),
        (
            "/producers/1",
            json!("web"),
            "producers[1]",
            "must be an object, not \"web\"",
        ),
        ("/producers/0/id", json!(""), "producers[0].id", "not \"\""),
        (
            "/producers/0/id",
            json!(long),
            "producers[0].id",
            "at most 40",
        ),
        (
            "/producers/0/id",
            json!("a.b"),
            "producers[0].id",
            "letters, digits",
        ),
        (
            "/producers/0/arrivals",
            json!([1]),
            "producers[0].arrivals",
            "not a list",
        ),
        (
            "/producers/0/count",
            json!(100_001),
            "producers[0].count",
            "not 100001",
        ),
        (
            "/producers/0/arrivals/rate",
            json!(1e7),
            "producers[0].arrivals.rate",
            "not 10000000",
        ),
        (
            "/producers/1/arrivals/interval/scv",
            json!(0.5),
            "producers[1].arrivals.interval.scv",
            "must be a number from 1 to 1000, not 0.5",
        ),
        (
            "/consumers/0/service/distribution",
            json!("normal"),
            "consumers[0].service.distribution",
            "one of constant, exponential, erlang, lognormal, hyperexponential, uniform, gamma, weibull, pareto, \
             empirical, not \"normal\"",
        ),
        (
            "/consumers/0/poll",
            json!(null),
            "consumers[0].poll",
            "must be an object, not null",
        ),
    ];
    for (pointer, value, path, said) in cases {
        let mut document = full();
        put(&mut document, pointer, value);
        expect(&document.to_string(), &[(path, said)]);
    }
}

#[test]
fn an_unknown_field_is_an_error_at_every_level() {
    let levels = [
        "",
        "/broker",
        "/broker/lock",
        "/producers/0",
        "/producers/0/arrivals",
        "/producers/1/arrivals",
        "/producers/1/arrivals/interval",
        "/queues/0",
        "/consumers/0",
        "/consumers/0/service",
        "/consumers/0/poll",
    ];
    let mut document = full();
    for level in levels {
        put(&mut document, &format!("{level}/colour"), json!("red"));
    }
    let paths: Vec<String> = levels
        .iter()
        .map(|level| {
            let dotted = format!("{level}/colour")
                .replacen('/', "", 1)
                .replace('/', ".");
            dotted.replace(".0", "[0]").replace(".1", "[1]")
        })
        .collect();
    let said = "is not a field here; the fields are";
    let expected: Vec<_> = paths.iter().map(|path| (path.as_str(), said)).collect();
    expect(&document.to_string(), &expected);
}

#[test]
fn more_nodes_than_the_engine_can_number_are_refused() {
    let mut document = full();
    let queues: Vec<Value> = (0..10_001)
        .map(|place| json!({ "id": format!("q{place}") }))
        .collect();
    put(&mut document, "/queues", json!(queues));
    expect(
        &document.to_string(),
        &[("queues", "must have at most 10000 elements, not 10001")],
    );
}

#[test]
fn a_field_of_another_distribution_is_not_a_field_here() {
    let mut document = full();
    let service = json!({ "distribution": "constant", "value": 1, "mean": 1, "scv": 2 });
    put(&mut document, "/consumers/0/service", service);
    let arrivals = json!({ "process": "constant", "rate": 1, "interval": 1 });
    put(&mut document, "/producers/0/arrivals", arrivals);
    expect(
        &document.to_string(),
        &[
            (
                "consumers[0].service.mean",
                "the fields are distribution, value",
            ),
            (
                "consumers[0].service.scv",
                "the fields are distribution, value",
            ),
            (
                "producers[0].arrivals.interval",
                "the fields are process, batch, rate",
            ),
        ],
    );
}

#[test]
fn each_missing_field_is_named() {
    let required = [
        ("/tailback", "tailback"),
        ("/name", "name"),
        ("/producers", "producers"),
        ("/queues", "queues"),
        ("/consumers", "consumers"),
        ("/broker/lock/hold", "broker.lock.hold"),
        ("/producers/0/id", "producers[0].id"),
        ("/producers/0/to", "producers[0].to"),
        ("/producers/0/arrivals", "producers[0].arrivals"),
        ("/producers/0/arrivals/rate", "producers[0].arrivals.rate"),
        (
            "/producers/0/arrivals/process",
            "producers[0].arrivals.process",
        ),
        (
            "/producers/1/arrivals/interval",
            "producers[1].arrivals.interval",
        ),
        (
            "/producers/1/arrivals/interval/mean",
            "producers[1].arrivals.interval.mean",
        ),
        ("/consumers/0/id", "consumers[0].id"),
        ("/consumers/0/from", "consumers[0].from"),
        ("/consumers/0/service", "consumers[0].service"),
        ("/consumers/0/service/stages", "consumers[0].service.stages"),
        ("/consumers/0/poll/interval", "consumers[0].poll.interval"),
    ];
    for (pointer, path) in required {
        let mut document = full();
        take_away(&mut document, pointer);
        expect(&document.to_string(), &[(path, "is missing; it must be ")]);
    }
    let mut document = full();
    take_away(&mut document, "/queues/0/id");
    let dangling = "\"orders\" is not a queue";
    expect(
        &document.to_string(),
        &[
            ("queues[0].id", "is missing; it must be "),
            ("producers[0].to", dangling),
            ("producers[1].to", dangling),
            ("consumers[0].from", dangling),
        ],
    );
}

#[test]
fn an_empty_document_lacks_five_things() {
    let missing = "is missing; it must be ";
    let fields = ["tailback", "name", "producers", "queues", "consumers"];
    expect("{}", &fields.map(|field| (field, missing)));
}

#[test]
fn ids_are_unique_among_nodes_of_a_kind_and_only_there() {
    let mut document = full();
    put(&mut document, "/producers/1/id", json!("web"));
    expect(
        &document.to_string(),
        &[(
            "producers[1].id",
            "\"web\" is taken by another node already",
        )],
    );
    put(&mut document, "/producers/1/id", json!("orders"));
    put(&mut document, "/consumers/0/id", json!("orders"));
    assert!(Scenario::from_value(&document).is_ok());
}

#[test]
fn what_is_no_json_is_said_with_its_place() {
    for text in [
        "",
        "{",
        "[1,",
        "{\"tailback\": 1,}",
        "{'tailback': 1}",
        "nul",
        "{} {}",
        "\u{feff}{}",
        "{\"tailback\": 1e400}",
        "{\"tailback\": 01}",
        "{\"tailback\": NaN}",
        "\"\\ud800\"",
        "{\"a\": \"\u{0}\"}",
    ] {
        expect(text, &[("", "is not JSON: ")]);
        assert!(
            problems(text)[0].message.english.contains("line 1"),
            "{text}"
        );
    }
    expect(&"[".repeat(100_000), &[("", "recursion limit")]);
}

#[test]
fn a_document_that_is_no_object_is_one_problem() {
    for text in ["null", "[]", "3", "\"tailback\"", "true"] {
        expect(text, &[("", "must be an object, not ")]);
    }
}

#[test]
fn numbers_may_be_written_in_any_way_that_says_the_same() {
    let mut text = full().to_string();
    text = text.replace("\"count\":2", "\"count\":2.0");
    text = text.replace("\"seed\":3", "\"seed\":30e-1");
    text = text.replace("\"limit\":100", "\"limit\":1E2");
    assert_eq!(
        Scenario::parse(&text),
        Scenario::from_value(&full()),
        "{text}"
    );
    let huge = full()
        .to_string()
        .replace("\"seed\":3", "\"seed\":123456789012345678901234567890");
    expect(&huge, &[("seed", "a whole number")]);
}

#[test]
fn a_long_text_is_quoted_in_part() {
    let mut document = full();
    put(&mut document, "/seed", json!("x".repeat(100_000)));
    put(
        &mut document,
        "/producers/0/id",
        json!("y ".repeat(100_000)),
    );
    put(&mut document, "/producers/0/to", json!("z".repeat(100_000)));
    for problem in problems(&document.to_string()) {
        assert!(problem.message.english.len() < 300, "{}", problem.path);
    }
}
