use super::{changed, mean, measure, preset};

#[test]
fn a_timer_costs_half_its_interval_and_being_told_costs_nothing() {
    let timed = measure(&preset("timers"), 10_000.0);
    let told = changed("timers", |it| {
        it["consumers"][0]
            .as_object_mut()
            .expect("a node")
            .remove("poll");
    });
    let told = measure(&told, 10_000.0);
    let wait = mean(&timed.system, "waiting_mean");
    assert!((0.4..0.6).contains(&wait), "{wait}");
    // M/D/1 at 5 %: rho S / (2 (1 - rho)).
    let exact = 0.05 * 0.1 / (2.0 * 0.95);
    let wait = mean(&told.system, "waiting_mean");
    assert!((wait / exact - 1.0).abs() < 0.2, "{wait}");
}
