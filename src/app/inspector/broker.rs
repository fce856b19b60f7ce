//! The fields of the broker.

use super::families::mean;
use super::spec::{
    Kind, PURE, Part, SECONDS, Scale, Spec, choice, number, ratios_or_zero, spec, steps,
};
use crate::scenario::range;
use crate::words::both;

/// What is always there.
pub const MAIN: Part = Part::main(&[number(
    "lock.hold",
    both("Lock held for", "持锁时间"),
    both(
        "Time for which each enqueue and each dequeue keeps the queue to itself",
        "每次入队和出队独占队列的时间",
    ),
    Scale::new(range::HOLD, ratios_or_zero(0.001, 1.0), SECONDS),
)]);

/// Several locks instead of one.
const SHARDS: Part = Part {
    keys: &["lock.kind", "lock.shards"],
    name: both("Kind of lock", "锁的种类"),
    help: both(
        "Several locks over which operations are spread, or one that workers who only look share",
        "用多把锁分散操作，或让只查看的工作者共用一把锁",
    ),
    first: r#"{"lock.kind": "sharded", "lock.shards": 8}"#,
    specs: &[
        spec(
            "lock.kind",
            both("Kind of lock", "锁的种类"),
            both("Who may hold it at one time", "同一时刻谁可以占用"),
            Kind::Choice(&[
                choice(
                    "null",
                    both("Mutex", "互斥锁"),
                    both("One operation at a time", "同一时刻只有一个操作"),
                ),
                choice(
                    "\"sharded\"",
                    both("Sharded", "分片锁"),
                    both("One at a time in each shard", "每片同一时刻只有一个操作"),
                ),
                choice(
                    "\"readers-writer\"",
                    both("Readers and writer", "读写锁"),
                    both(
                        "Workers that poll look together; whoever saw a message asks once more, alone, to take it",
                        "轮询的工作者可同时查看；看到消息者再独占一次来取走",
                    ),
                ),
            ]),
        ),
        number(
            "lock.shards",
            both("Shards", "分片数"),
            both(
                "Locks over which operations are spread",
                "操作分散到的锁的数目",
            ),
            Scale::new(range::SHARDS, steps(1.0, 32.0, 1.0), PURE).or(8.0),
        ),
    ],
};

/// What workers that wait for the lock cost.
const CONTENTION: Part = Part {
    keys: &["lock.contention"],
    name: both("Lock contention", "锁竞争"),
    help: both(
        "Workers that wait for the lock make every operation take longer",
        "等待锁的工作者会使每次操作变慢",
    ),
    first: r#"{"lock.contention": 0.1}"#,
    specs: &[number(
        "lock.contention",
        both("Each waiting worker adds", "每个等待者增加"),
        both(
            "Share of the hold time that each worker that waits for the lock adds to it",
            "每个等待锁的工作者使占用时间延长的比例",
        ),
        Scale::new(range::CONTENTION, ratios_or_zero(0.01, 10.0), PURE),
    )],
};

/// Where it writes what it accepts.
const DISK: Part = Part {
    keys: &["disk"],
    name: both("Disk", "磁盘"),
    help: both(
        "It writes what it accepts; what is written outlives a crash",
        "把接受的消息写盘；写好的消息不怕崩溃",
    ),
    first: r#"{"disk": {"write": {"distribution": "constant", "value": 0.01}}}"#,
    specs: &[
        spec(
            "disk.sync",
            both("One sync writes", "每次同步写入"),
            both("What goes to the disk at a time", "一次写盘写入多少"),
            Kind::Choice(&[
                choice(
                    "\"each\"",
                    both("One message", "一条消息"),
                    both("Each message has a sync of its own", "每条消息单独同步"),
                ),
                choice(
                    "\"group\"",
                    both("All that wait", "所有等待的"),
                    both(
                        "Group commit: one sync for all that came before it",
                        "组提交：一次同步写入之前到达的全部消息",
                    ),
                ),
            ]),
        ),
        Spec {
            kind: Kind::Distribution(both("Variability of a sync", "同步变异性")),
            ..mean(
                both("A sync takes", "同步耗时"),
                both(
                    "How long one sync takes, on average",
                    "一次同步平均需要多久",
                ),
            )
        }
        .at("disk.write"),
        number(
            "disk.every",
            both("Syncs begin every", "同步间隔"),
            both(
                "Syncs begin at multiples of this time; 0: as soon as there is something to write",
                "同步在此时间的整数倍开始；0 表示有消息就写",
            ),
            Scale::new(range::EVERY, ratios_or_zero(0.01, 10.0), SECONDS),
        ),
        spec(
            "disk.confirm",
            both("Accepts a message", "接受消息的时机"),
            both(
                "Before it is written, and may lose it; or after, and lets it wait",
                "写盘前接受，可能丢失；写盘后接受，需要等待",
            ),
            Kind::Choice(&[
                choice(
                    "\"on-sync\"",
                    both("When written", "写盘后"),
                    both("Nothing accepted is lost", "接受的消息不会丢失"),
                ),
                choice(
                    "\"on-arrival\"",
                    both("At once", "立即"),
                    both(
                        "What is not written yet is lost in a crash",
                        "尚未写盘的消息会在崩溃时丢失",
                    ),
                ),
            ]),
        ),
    ],
};

/// The brokers that follow.
const REPLICATION: Part = Part {
    keys: &["replication"],
    name: both("Replication", "复制"),
    help: both(
        "Other brokers copy what this one accepts, and one of them leads when it crashes",
        "其他代理复制它接受的消息；它崩溃时由其中一个接替",
    ),
    first: r#"{"replication": {"followers": 2, "fetch": {"distribution": "exponential", "mean": 0.05}, "failover": 1}}"#,
    specs: &[
        number(
            "replication.followers",
            both("Followers", "跟随者"),
            both("Brokers that copy from the leader", "从领导者复制的代理数"),
            Scale::new(range::FOLLOWERS, steps(1.0, 6.0, 1.0), PURE).or(2.0),
        ),
        Spec {
            kind: Kind::Distribution(both("Variability of a fetch", "拉取变异性")),
            ..mean(
                both("A fetch takes", "拉取耗时"),
                both(
                    "How long a follower takes to copy all that it lacks, on average",
                    "跟随者复制所缺消息平均需要多久",
                ),
            )
        }
        .at("replication.fetch"),
        spec(
            "replication.acks",
            both("Acks", "确认数"),
            both(
                "Who must have a message before it is accepted",
                "谁拿到消息后才算接受",
            ),
            Kind::Choice(&[
                choice(
                    "\"all\"",
                    both("All in sync", "全部同步副本"),
                    both(
                        "No failover loses anything accepted",
                        "切换不会丢失已接受的消息",
                    ),
                ),
                choice(
                    "\"leader\"",
                    both("Leader", "仅领导者"),
                    both(
                        "What was not copied yet is lost when it crashes",
                        "它崩溃时，尚未复制的消息会丢失",
                    ),
                ),
                choice(
                    "\"none\"",
                    both("Nobody", "无需确认"),
                    both(
                        "What is sent counts as accepted; what comes while the broker is down is lost unheard",
                        "发出即算接受；代理停机时到来的消息会无声丢失",
                    ),
                ),
            ]),
        ),
        number(
            "replication.failover",
            both("Failover takes", "切换耗时"),
            both(
                "Time without a leader after a crash",
                "崩溃后没有领导者的时间",
            ),
            Scale::new(range::CONSTANT, ratios_or_zero(0.1, 100.0), SECONDS),
        ),
        spec(
            "replication.unclean",
            both("May lead", "可接替者"),
            both(
                "Whether a follower that has not caught up may lead",
                "尚未追上的跟随者能否接替",
            ),
            Kind::Choice(&[
                choice(
                    "false",
                    both("In sync only", "仅同步副本"),
                    both(
                        "Without one, all wait until the former leader is back",
                        "若没有，就等原领导者恢复",
                    ),
                ),
                choice(
                    "true",
                    both("Anyone", "任意副本"),
                    both(
                        "Unclean election: sooner back, but what it lacks is lost",
                        "不干净选举：恢复更快，但丢失它缺少的消息",
                    ),
                ),
            ]),
        ),
    ],
};

/// When it crashes.
const OUTAGES: Part = Part {
    keys: &["outages"],
    name: both("Crashes", "崩溃"),
    help: both(
        "The broker that leads crashes; what was in its memory alone is lost",
        "领导的代理会崩溃；只在其内存中的消息会丢失",
    ),
    first: r#"{"outages": {"up": {"distribution": "exponential", "mean": 60}, "down": {"distribution": "constant", "value": 5}}}"#,
    specs: &[
        Spec {
            kind: Kind::Distribution(both("Variability of the time up", "正常时间变异性")),
            ..mean(
                both("Broker up for", "正常运行"),
                both(
                    "From its start to its crash, on average",
                    "从启动到崩溃的平均时间",
                ),
            )
        }
        .at("outages.up"),
        Spec {
            kind: Kind::Distribution(both("Variability of the time down", "停机时间变异性")),
            ..mean(
                both("Broker down for", "停机时间"),
                both(
                    "From its crash until it is there again, on average",
                    "从崩溃到恢复的平均时间",
                ),
            )
        }
        .at("outages.down"),
    ],
};

/// What can be added.
pub const PARTS: [Part; 5] = [SHARDS, CONTENTION, DISK, REPLICATION, OUTAGES];
