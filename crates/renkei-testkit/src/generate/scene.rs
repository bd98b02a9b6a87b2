//! What a message is about: who, where, when, by which order; and the segments that all messages share.

use renkei::Charset;
use renkei::ssmix2::{DataKind, MessageKind};

use super::er7::Er7;
use super::moment::Moment;
use super::people::{Patient, Visit};
use crate::random::Random;

/// A medical institution that does not exist: prefecture 13, the number all nines.
pub(super) const FACILITY: &str = "1319999999";

/// An order: a number, and what is ordered.
pub(super) struct Order {
    /// Fifteen digits.
    pub(super) number: String,
    pub(super) placed: Moment,
    /// What the content is made from: an order, its results and its cancellation say the same because it is the same.
    pub(super) content: u64,
    pub(super) cancelled: bool,
    /// How often it was changed.
    pub(super) revision: u64,
}

/// What one message is about.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) kind: &'static MessageKind,
    pub(super) patient: &'a Patient,
    pub(super) visit: &'a Visit,
    pub(super) order: &'a Order,
    /// When the message is sent.
    pub(super) sent: Moment,
    /// When what it tells of happens; the date of the path comes from it.
    pub(super) event: Moment,
    pub(super) control_id: u64,
}

impl Scene<'_> {
    /// The content of the order, from its beginning.
    pub(super) fn content(&self) -> Random {
        Random::new(self.order.content)
    }

    /// MSH.
    pub(super) fn header(&self, m: &mut Er7, charset: Charset) {
        let MessageKind { code, event, structure, data_kind, .. } = self.kind;
        let sender = match data_kind {
            DataKind::Oml11 => "LIS001",
            DataKind::Omg11 => "RIS001",
            DataKind::Omg12 => "ENDO01",
            DataKind::Omg13 => "ECG001",
            _ => "HIS001",
        };
        // SS-MIX2 knows ISO-2022-JP alone. For the others the names are those of table 0211 as far as it has them, and
        // what senders write where it has not.
        let (declared, handling) = match charset {
            Charset::Utf8 => ("UNICODE UTF-8", ""),
            Charset::ShiftJis | Charset::EucJp | Charset::Ascii => ("~ISO IR87", ""),
            Charset::Iso2022Jp => ("~ISO IR87", "ISO 2022-1994"),
        };
        m.segment("MSH")
            .at(3, sender)
            .at(4, FACILITY)
            .at(5, "GW")
            .at(6, "RCV")
            .at(7, self.sent.millis())
            .at(9, format!("{code}^{event}^{structure}"))
            .at(10, format!("{}{:010}", self.sent.date(), self.control_id))
            .at(11, "P")
            .at(12, "2.5")
            .at(18, declared)
            .at(20, handling)
            .at(21, "SS-MIX2_1.20^SS-MIX2^1.2.392.200250.2.1.100.1.2.120^ISO");
    }

    /// PID; with the time of its last update where the message is one.
    pub(super) fn patient(&self, m: &mut Er7, update: bool) {
        let patient = self.patient;
        m.segment("PID")
            .at(1, "0001")
            .at(3, format!("{}^^^^PI", patient.id))
            .at(5, patient.names())
            .at(7, patient.birth())
            .at(8, patient.sex())
            .at(11, patient.address())
            .at(13, patient.phone("PRN", "PH", "050"))
            .at_if(!patient.is_woman, 14, patient.phone("WPN", "PH", "030"))
            .at_if(update, 33, self.sent.later(-5).second());
    }

    /// PID and PV1 of a message that is about something else.
    pub(super) fn subject(&self, m: &mut Er7) {
        self.patient(m, false);
        let visit = self.visit;
        m.segment("PV1")
            .at(1, "0001")
            .at(2, self.class())
            .at(3, visit.location())
            .at(7, visit.doctor.kanji())
            .at(10, visit.department.0)
            .at_if(visit.inpatient, 44, visit.begun.second());
    }

    /// PV1-2, which has two values in Japan.
    pub(super) const fn class(&self) -> &'static str {
        if self.visit.inpatient { "I" } else { "O" }
    }

    /// PV1-36: mostly home.
    pub(super) fn disposition(&self) -> &'static str {
        Random::of(self.order.content, 9, 0).pick(&["01", "01", "01", "01", "01", "02", "03", "04"])
    }

    /// ORC-1 of an order that has no parts.
    pub(super) const fn control(&self) -> &'static str {
        if self.order.cancelled { "CA" } else { "NW" }
    }

    /// ORC.
    pub(super) fn order(&self, m: &mut Er7, group: &Group<'_>) {
        let visit = self.visit;
        m.segment("ORC")
            .at(1, group.control)
            .at(2, group.number)
            .at(3, group.filler)
            .at(4, group.group)
            .at(5, group.status)
            .at(8, group.parent)
            .at(9, group.time.second())
            .at(10, visit.clerk.kanji())
            .at(12, visit.doctor.both())
            .at(13, visit.location())
            .at(17, visit.service())
            .at(18, "PC0001^^99XY2")
            .at(21, "連携記念病院")
            .at(29, visit.order_type());
    }
}

/// What differs between the ORC of a message.
pub(super) struct Group<'a> {
    pub(super) control: &'a str,
    pub(super) number: &'a str,
    pub(super) filler: &'a str,
    pub(super) group: &'a str,
    pub(super) status: &'a str,
    pub(super) parent: &'a str,
    pub(super) time: Moment,
}

impl<'a> Group<'a> {
    pub(super) fn new(scene: &'a Scene<'_>) -> Self {
        Self {
            control: scene.control(),
            number: &scene.order.number,
            filler: "",
            group: "",
            status: "",
            parent: "",
            time: scene.order.placed,
        }
    }
}
