//! What happens to one patient, and the files that remain of it.

use renkei::core::charset::EncodeError;
use renkei::ssmix2::{Action, DataKind, MESSAGE_KINDS, MessageKind};

use super::moment::Moment;
use super::people::{Patient, Visit};
use super::scene::{Order, Scene};
use super::{Generated, Generator, order_number, times};
use crate::random::Random;

/// A message that is sent.
struct Step {
    kind: &'static MessageKind,
    visit: Visit,
    order: Order,
    event: Moment,
    sent: Moment,
    /// How often the patient has moved before.
    moved: u64,
}

/// A story while it is told.
pub(super) struct Teller {
    seed: u64,
    patient: u64,
    random: Random,
    steps: Vec<Step>,
    moved: u64,
    orders: u64,
    /// How often a kind that has no order number was sent.
    sent: u64,
}

const DAY: i64 = 24 * 60;

/// What was told of a patient.
pub(super) struct Told {
    /// The files that remain, in the order of sending.
    pub(super) files: Vec<Result<Generated, EncodeError>>,
    /// Where the patient was last.
    pub(super) visit: Visit,
    /// When the last message was sent.
    pub(super) last: Moment,
}

impl Generator {
    /// The files of a patient, at most so many.
    pub(super) fn story(&self, number: u64, most: u64) -> Vec<Result<Generated, EncodeError>> {
        self.told(number, most, Teller::life).files
    }

    /// A story of a patient, cut off after so many files.
    pub(super) fn told(&self, number: u64, most: u64, tell: fn(&mut Teller)) -> Told {
        let seed = self.options.seed;
        let mut patient = Patient::new(seed, number);
        let mut teller = Teller {
            seed,
            patient: number,
            random: Random::of(seed, 30, number),
            steps: Vec::new(),
            moved: 0,
            orders: 0,
            sent: 0,
        };
        tell(&mut teller);
        let spare = teller.random.clone();
        let mut steps = teller.steps;
        steps.sort_by_key(|step| step.sent);
        steps.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        let flags = flags(&steps);
        let mut files = Vec::with_capacity(steps.len());
        for ((step, flag), place) in steps.iter().zip(flags).zip(0u64..) {
            patient.address = step.moved;
            let control_id = number.saturating_mul(1000).saturating_add(place);
            // No two files of a patient have one moment.
            let sent = step.sent.later_by_millis(i64::try_from(place).unwrap_or(0));
            let scene = Scene {
                kind: step.kind,
                patient: &patient,
                visit: &step.visit,
                order: &step.order,
                sent,
                event: step.event,
                control_id,
            };
            files.push(self.written(&scene, flag));
        }
        let (visit, last) = match steps.pop() {
            Some(step) => (step.visit, step.sent),
            None => (Visit::new(seed, false, Moment::day(0), &mut spare.clone()), Moment::day(0)),
        };
        Told { files, visit, last }
    }
}

/// What makes two files versions of one record, of one patient.
fn identity(step: &Step) -> (DataKind, String, Option<&str>) {
    let date = if step.kind.data_kind.is_dateless() { String::new() } else { step.event.date() };
    (step.kind.data_kind, date, super::has_number(step.kind).then_some(step.order.number.as_str()))
}

/// The flag of each file once all are stored: a message replaces the older ones of its record (flag 2), and one that
/// withdraws it makes all of them invalid and is stored so itself (flag 0). SS-MIX2 標準化ストレージ仕様書 コンディションフラグ.
fn flags(steps: &[Step]) -> Vec<char> {
    let identities: Vec<_> = steps.iter().map(identity).collect();
    let mut flags: Vec<char> = Vec::with_capacity(steps.len());
    for (step, record) in steps.iter().zip(&identities) {
        let withdraws = step.kind.action == Action::Cancel || step.order.cancelled;
        for (flag, _) in flags.iter_mut().zip(&identities).filter(|(_, other)| *other == record) {
            match (withdraws, *flag) {
                (true, _) => *flag = '0',
                (false, '1') => *flag = '2',
                _ => {}
            }
        }
        flags.push(if withdraws { '0' } else { '1' });
    }
    flags
}

impl Teller {
    /// A stay on the ward from admission to discharge, which a summary tells of.
    pub(super) fn stay(&mut self) {
        let at = Moment::day(self.random.between(0, 250)).later(self.random.between(8 * 60, 11 * 60));
        let visit = self.visit(true, at);
        self.say("A08", &visit, at.later(-30));
        if self.random.chance(60) {
            self.say("A60", &visit, at.later(-20));
        }
        self.say("A01", &visit, at);
        self.say("ZD1", &visit, at.later(40));
        let days = self.random.between(3, 14);
        for day in 0..days {
            let morning = at.later(day.saturating_mul(DAY).saturating_add(75));
            if day == 0 || self.random.chance(35) {
                self.laboratory(&visit, morning);
            }
            if self.random.chance(30) {
                self.ordered("OMP-02", &["OMP-12"], &visit, morning.later(5));
            }
        }
        let leaves = at.later(days.saturating_mul(DAY).saturating_add(300));
        let order = self.order(leaves.later(-120));
        self.of_order("OMP-01", &visit, &order, 0, false);
        self.say("A03", &visit, leaves);
    }

    /// Years at the clinic, and at times on the ward.
    pub(super) fn life(&mut self) {
        let mut at = Moment::day(self.random.between(0, 250)).later(self.random.between(8 * 60, 11 * 60));
        let first = self.visit(false, at);
        self.say("A08", &first, at);
        if self.random.chance(50) {
            self.say("A60", &first, at.later(5));
        }
        for _ in 0..self.random.size(1, 4) {
            self.clinic(at.later(20));
            at = at.later(self.random.between(5, 28).saturating_mul(DAY));
            if self.random.chance(8) {
                self.moved = self.moved.saturating_add(1);
                let visit = self.visit(false, at);
                self.say("A08", &visit, at.later(-10));
            }
        }
        if self.random.chance(30) {
            self.ward(at);
        } else if self.random.chance(3) {
            // The record was made by mistake.
            let visit = self.visit(false, at);
            self.say("A23", &visit, at);
        }
    }

    fn visit(&mut self, inpatient: bool, begun: Moment) -> Visit {
        Visit::new(self.seed, inpatient, begun, &mut self.random)
    }

    /// A day at the clinic.
    fn clinic(&mut self, at: Moment) {
        let visit = self.visit(false, at);
        self.say("A04", &visit, at);
        if self.random.chance(45) {
            self.laboratory(&visit, at.later(8));
        }
        if self.random.chance(25) {
            self.ordered("OMG-01", &["OMG-11"], &visit, at.later(12));
        }
        if self.random.chance(12) {
            self.ordered("OMG-03", &["OMG-13"], &visit, at.later(15));
        }
        if self.random.chance(6) {
            self.ordered("OMG-02", &["OMG-12"], &visit, at.later(18));
        }
        if self.random.chance(60) {
            let revised = self.random.chance(15);
            let withdrawn = self.random.chance(6);
            let order = self.order(at.later(40));
            self.of_order("OMP-01", &visit, &order, 0, false);
            if revised {
                self.of_order("OMP-01", &visit, &order, 1, false);
            }
            if withdrawn {
                self.of_order("OMP-01", &visit, &order, u64::from(revised), true);
            }
        }
        if self.random.chance(40) {
            self.say("ZD1", &visit, at.later(55));
        }
    }

    /// A stay on the ward.
    fn ward(&mut self, at: Moment) {
        let days = self.random.between(4, 12);
        let planned = at.later(-4 * DAY);
        let mut visit = self.visit(true, at);
        self.say_of("A14", &visit, planned, at);
        if self.random.chance(10) {
            // It comes to nothing.
            return self.say_of("A27", &visit, planned.later(DAY), at);
        }
        self.say("A01", &visit, at);
        if self.random.chance(5) {
            // Admitted by mistake, and again later the same day.
            self.say("A11", &visit, at.later(30));
            self.say("A01", &visit, at.later(60));
        }
        if self.random.chance(20) {
            let other = self.visit(true, at);
            visit.doctor = other.doctor;
            self.say("A54", &visit, at.later(90));
            if self.random.chance(20) {
                self.say("A55", &visit, at.later(120));
            }
        }
        let meals = self.order(at.later(65));
        self.of_order("OMD", &visit, &meals, 0, false);
        self.ordered("OMP-01", &["OMP-11"], &visit, at.later(70));
        for day in 0..days {
            let morning = at.later(day.saturating_mul(DAY).saturating_add(75));
            if self.random.chance(60) {
                self.ordered("OMP-02", &["OMP-12"], &visit, morning);
            }
            if self.random.chance(40) {
                self.laboratory(&visit, morning.later(3));
            }
        }
        if self.random.chance(25) {
            let away = at.later(2 * DAY);
            self.say("A21", &visit, away);
            if self.random.chance(20) {
                self.say("A52", &visit, away.later(60));
            } else {
                let back = away.later(DAY);
                self.say("A22", &visit, back);
                if self.random.chance(10) {
                    self.say("A53", &visit, back.later(45));
                }
            }
        }
        let leaves = at.later(days.saturating_mul(DAY).saturating_add(60));
        if self.random.chance(25) && days > 5 {
            let moves = at.later(4 * DAY);
            let mut next = self.visit(true, at);
            next.other = Some(Box::new(visit.clone()));
            self.say_of("A15", &next, moves.later(-DAY), moves);
            if self.random.chance(20) {
                let mut stays = visit.clone();
                stays.other = Some(Box::new(next));
                self.say_of("A26", &stays, moves.later(-60), moves);
            } else {
                self.say("A02", &next, moves);
                if self.random.chance(10) {
                    let mut stays = visit.clone();
                    stays.other = Some(Box::new(next));
                    self.say("A12", &stays, moves.later(60));
                } else {
                    visit = next;
                }
            }
        }
        self.say_of("A16", &visit, leaves.later(-2 * DAY), leaves);
        if self.random.chance(8) {
            self.say_of("A25", &visit, leaves.later(-DAY), leaves);
        }
        self.say("A03", &visit, leaves);
        if self.random.chance(5) {
            self.say("A13", &visit, leaves.later(20));
            self.say("A03", &visit, leaves.later(50));
        }
    }

    /// An order of laboratory tests, its results, and at times their correction.
    fn laboratory(&mut self, visit: &Visit, at: Moment) {
        let order = self.order(at);
        self.of_order("OML-01", visit, &order, 0, false);
        if self.random.chance(4) {
            return self.of_order("OML-01", visit, &order, 0, true);
        }
        self.of_order("OML-11", visit, &order, 0, false);
        if self.random.chance(12) {
            self.of_order("OML-11", visit, &order, 1, false);
        }
    }

    /// An order and what follows from it, unless it is withdrawn.
    fn ordered(&mut self, kind: &str, then: &[&str], visit: &Visit, at: Moment) {
        let order = self.order(at);
        self.of_order(kind, visit, &order, 0, false);
        if self.random.chance(4) {
            return self.of_order(kind, visit, &order, 0, true);
        }
        for next in then {
            self.of_order(next, visit, &order, 0, false);
        }
    }

    fn order(&mut self, placed: Moment) -> Order {
        self.orders = self.orders.saturating_add(1);
        let number = self.patient.saturating_mul(1000).saturating_add(self.orders);
        let content = self.random.next();
        Order { number: order_number(placed, number), placed, content, cancelled: false, revision: 0 }
    }

    /// A message about an order.
    fn of_order(&mut self, kind: &str, visit: &Visit, order: &Order, revision: u64, cancelled: bool) {
        let Some(kind) = DataKind::from_name(kind).and_then(|kind| kind.message_kinds().next()) else {
            return;
        };
        let order = Order {
            number: order.number.clone(),
            placed: order.placed,
            content: order.content,
            cancelled,
            revision,
        };
        let (event, sent) = times(kind, &order);
        // What changes or withdraws comes after.
        let delay = i64::try_from(revision).unwrap_or(0).saturating_mul(35);
        let delay = delay.saturating_add(if cancelled { 20 } else { 0 });
        let sent = sent.later(delay);
        self.steps.push(Step { kind, visit: visit.clone(), order, event, sent, moved: self.moved });
    }

    /// A message about what happens now.
    fn say(&mut self, trigger: &str, visit: &Visit, at: Moment) {
        self.say_of(trigger, visit, at, at);
    }

    /// A message, sent now, about what happens then. A cancellation is about what it cancels, not about its own hour.
    fn say_of(&mut self, trigger: &str, visit: &Visit, now: Moment, then: Moment) {
        let Some(kind) = MESSAGE_KINDS.iter().find(|kind| kind.event == trigger) else { return };
        let revision = self.sent;
        if matches!(kind.data_kind, DataKind::Adt61 | DataKind::Ppr01) {
            self.sent = self.sent.saturating_add(1);
        }
        let number = order_number(now, self.patient);
        let content = Random::of(self.seed, 31, self.patient).next();
        let order = Order { number, placed: now, content, cancelled: false, revision };
        let sent = now.later(10);
        self.steps.push(Step { kind, visit: visit.clone(), order, event: then, sent, moved: self.moved });
    }
}
