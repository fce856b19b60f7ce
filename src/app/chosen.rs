//! What is said of the thing that is chosen on the stage: the ledger of a message, or a node with its live
//! figures, its connections and what can be done with it.

use super::hand::connection;
use super::lab::Lab;
use super::ledger::Ledger;
use super::selection::node;
use crate::broker::World;
use crate::draw::Target;
use crate::draw::format::{Count, Duration, Percent, Rate};
use crate::scenario::{BuildStep, Node, Scenario};
use crate::words::{Language, Say, Words, both, say};

/// The panel beside the stage.
#[derive(Clone, Debug, PartialEq)]
pub enum Panel {
    /// Of a message.
    Message(Ledger),
    /// Of a node.
    Node(NodePanel),
}

/// A node as the panel shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct NodePanel {
    /// Where it is drawn.
    pub target: Target,
    /// Which one.
    pub node: Node,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Words,
    /// Its live figures: what, and how much.
    pub figures: Vec<(Words, String)>,
    /// Messages that it holds now, with what is said of them.
    pub messages: Vec<(u64, String)>,
    /// Its connections.
    pub links: Vec<Link>,
    /// What was in the way of the last step of building.
    pub problem: String,
}

/// A connection that can be changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// What it is called: "sends to".
    pub label: Words,
    /// What it may lead to: the name, whether it does now, and the step that makes it so.
    pub options: Vec<(String, bool, BuildStep)>,
}

/// Most messages that are listed of a node.
const MESSAGES: usize = 8;

impl Panel {
    /// The panel of what is chosen in `lab`, if anything is.
    #[must_use]
    pub fn of(lab: &Lab) -> Option<Self> {
        let (live, language) = (lab.live(), lab.language());
        let target = lab.selection().chosen()?;
        if matches!(target, Target::Message(_)) {
            let ledger = Ledger::of(live.world(), live.scenario(), language)?;
            return Some(Self::Message(ledger));
        }
        let problems = lab.selection().problems().iter();
        let problem: Vec<&str> = problems
            .map(|problem| problem.message.of(language))
            .collect();
        let view = Viewer {
            world: live.world(),
            scenario: live.scenario(),
            language,
        };
        Some(Self::Node(NodePanel {
            problem: problem.join("; "),
            ..view.node(target)?
        }))
    }
}

struct Viewer<'a> {
    world: &'a World,
    scenario: &'a Scenario,
    language: Language,
}

impl Viewer<'_> {
    fn node(&self, target: Target) -> Option<NodePanel> {
        let node = node(target)?;
        let (name, kind, figures, messages) = match node {
            Node::Producer(place) => self.producer(place)?,
            Node::Queue(place) => self.queue(place)?,
            Node::Consumer(place) => self.group(place)?,
        };
        Some(NodePanel {
            target,
            node,
            name,
            kind,
            figures,
            messages,
            links: self.links(node),
            problem: String::new(),
        })
    }

    fn say(&self, what: impl Say) -> String {
        what.string(self.language)
    }

    fn producer(&self, place: usize) -> Option<Parts> {
        let node = self.scenario.producers.get(place)?;
        let state = self.world.producers().get(place)?;
        let passage = &state.passage;
        let offered = Rate(node.arrivals.message_rate() * f64::from(node.count));
        let mut figures = vec![
            (both("offers", "提供"), self.say(offered)),
            (
                both("published", "已发布"),
                self.say(Count(passage.offered as f64)),
            ),
            (
                both("done in time", "按时完成"),
                self.say(Count(passage.good as f64)),
            ),
        ];
        let lost = passage.refused
            + passage.evicted
            + passage.shed
            + passage.expired
            + passage.lost
            + passage.strayed
            + passage.unrouted;
        if lost > 0 {
            figures.push((
                both("refused or lost", "被拒或丢失"),
                self.say(Count(lost as f64)),
            ));
        }
        Some((
            node.id.clone(),
            both("producer", "生产者"),
            figures,
            Vec::new(),
        ))
    }

    fn queue(&self, place: usize) -> Option<Parts> {
        let node = self.scenario.queues.get(place)?;
        let state = self.world.queues().get(place)?;
        let passage = self.world.queue_passage(place);
        let mut figures = vec![
            (
                both("ready", "就绪"),
                self.say(Count(state.ready.len() as f64)),
            ),
            (both("in flight or away", "处理中或等待重投"), {
                let there = state.ready.len() + state.under_way.len();
                let present = state.present.level() as usize;
                self.say(Count(present.saturating_sub(there) as f64))
            }),
            (
                both("brought", "到达"),
                self.say(Count(passage.offered as f64)),
            ),
        ];
        if state.ready.bytes() > 0 {
            figures.push((
                both("bytes ready", "就绪字节"),
                self.say(Count(state.ready.bytes() as f64)),
            ));
        }
        if !state.under_way.is_empty() {
            figures.push((
                both("under way on links", "链路在途"),
                self.say(Count(state.under_way.len() as f64)),
            ));
        }
        if let Some(bound) = node.max_ready {
            let share = passage.refused as f64 / passage.offered.max(1) as f64;
            let (refused, share) = (Count(passage.refused as f64), Percent(share));
            figures.push((both("slots", "槽位"), self.say(Count(bound as f64))));
            figures.push((
                both("refused", "被拒"),
                self.say(say!("{refused}, {share}", "{refused}，{share}"; refused, share)),
            ));
        }
        if state.kept > 0 {
            figures.push((
                both("set aside here", "在此成为死信"),
                self.say(Count(state.kept as f64)),
            ));
        }
        let next = state.ready.next(self.world.messages(), MESSAGES);
        let messages = next.into_iter().map(|id| {
            let message = self.world.message(id);
            let age = Duration(self.world.now().since(message.published).secs());
            (
                message.number,
                self.say(say!("{age} old", "已存在 {age}"; age)),
            )
        });
        Some((
            node.id.clone(),
            both("queue", "队列"),
            figures,
            messages.collect(),
        ))
    }

    fn group(&self, place: usize) -> Option<Parts> {
        let node = self.scenario.consumers.get(place)?;
        let state = self.world.consumers().get(place)?;
        let (busy, all) = (state.busy.level(), state.capacity.level());
        let mut figures = vec![
            (
                both("busy now", "正忙"),
                self.say(say!("{busy} of {all}", "{busy} / {all}")),
            ),
            (
                both("mean work", "平均处理时间"),
                self.say(Duration(node.service_mean())),
            ),
            (
                both("done", "已完成"),
                self.say(Count(state.finished as f64)),
            ),
        ];
        if state.failed > 0 {
            figures.push((both("failed", "失败"), self.say(Count(state.failed as f64))));
        }
        let working = (1..).zip(&state.workers).filter_map(|(number, worker)| {
            let id = worker.message()?;
            let number: u32 = number;
            let on = self.say(say!("at worker {number}", "在 {number} 号工作者处"));
            Some((self.world.message(id).number, on))
        });
        let messages = working.take(MESSAGES).collect();
        Some((
            node.id.clone(),
            both("consumers", "消费者"),
            figures,
            messages,
        ))
    }

    /// What a node may be connected to.
    fn links(&self, node: Node) -> Vec<Link> {
        let queues = || (0..self.scenario.queues.len()).map(Node::Queue);
        match node {
            Node::Producer(_) => {
                vec![self.link(both("sends to", "发往"), queues().map(|to| (node, to)))]
            }
            Node::Queue(_) => {
                let mut link = self.link(
                    both("dead letters go to", "死信转到"),
                    queues().filter(|to| *to != node).map(|to| (node, to)),
                );
                let none = self
                    .scenario
                    .queues
                    .iter()
                    .all(|queue| queue.dead_letter.is_none());
                self.nowhere(&mut link, node);
                if none && self.scenario.queues.len() < 2 {
                    Vec::new()
                } else {
                    vec![link]
                }
            }
            Node::Consumer(_) => {
                let takes = self.link(
                    both("takes from", "取自"),
                    queues().map(|from| (from, node)),
                );
                let mut forwards =
                    self.link(both("forwards to", "转发到"), queues().map(|to| (node, to)));
                self.nowhere(&mut forwards, node);
                vec![takes, forwards]
            }
        }
    }

    /// A link to each of these: an option that there is no step to is the one that there is.
    fn link(&self, label: Words, ends: impl Iterator<Item = (Node, Node)>) -> Link {
        let option = |(from, to): (Node, Node)| {
            let queue = match (from, to) {
                (_, Node::Queue(queue)) | (Node::Queue(queue), _) => queue,
                _ => return None,
            };
            let name = self.scenario.queues.get(queue)?.id.clone();
            let step = connection(self.scenario, from, to);
            let same = BuildStep::AddQueue;
            Some((name, step.is_none(), step.unwrap_or(same)))
        };
        Link {
            label,
            options: ends.filter_map(option).collect(),
        }
    }

    /// The option of no link at all.
    fn nowhere(&self, link: &mut Link, node: Node) {
        let (step, name) = match node {
            Node::Queue(queue) => (
                BuildStep::DeadLetter { queue, to: None },
                both("nowhere: they leave", "不转：离开系统"),
            ),
            Node::Consumer(consumer) => (
                BuildStep::ForwardTo {
                    consumer,
                    queue: None,
                },
                both("nowhere: they leave", "不转发：离开系统"),
            ),
            Node::Producer(_) => return,
        };
        let chosen = link.options.iter().all(|(_, chosen, _)| !chosen);
        link.options.insert(0, (self.say(name), chosen, step));
    }
}

/// Name, kind, figures, messages.
type Parts = (String, Words, Vec<(Words, String)>, Vec<(u64, String)>);
