use super::{changed, mean, measure, preset};
use serde_json::json;

#[test]
fn fair_queueing_spares_the_quiet_tenant_the_waves_of_the_noisy_one() {
    let fair = measure(&preset("noisy-neighbour"), 20_000.0);
    let fifo = changed("noisy-neighbour", |it| {
        it["queues"][0]["discipline"] = json!("fifo");
    });
    let fifo = measure(&fifo, 20_000.0);
    let wait = |report: &tailback::experiment::Report, who: &str| {
        mean(&report.producers[who], "sojourn_mean")
    };
    assert!(wait(&fair, "quiet") < 0.4 * wait(&fifo, "quiet"));
    // Work is neither added nor saved: what one is spared, the other waits for, and it is little to each.
    assert!(wait(&fair, "noisy") > wait(&fifo, "noisy"));
    assert!(wait(&fair, "noisy") < 1.3 * wait(&fifo, "noisy"));
}

#[test]
fn urgent_messages_pay_less_and_the_others_more() {
    let ranked = measure(&preset("two-classes"), 20_000.0);
    let fifo = changed("two-classes", |it| {
        it["queues"][0]["discipline"] = json!("fifo");
    });
    let fifo = measure(&fifo, 20_000.0);
    let wait = |report: &tailback::experiment::Report, who: &str| {
        mean(&report.producers[who], "waiting_mean")
    };
    assert!(wait(&ranked, "urgent") < 0.3 * wait(&fifo, "urgent"));
    assert!(wait(&ranked, "ordinary") > wait(&fifo, "ordinary"));
}
