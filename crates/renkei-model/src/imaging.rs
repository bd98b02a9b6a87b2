//! Radiology, endoscopy, and orders of physiology (放射線, 内視鏡, 生理検査オーダ).

pub use crate::observation::ItemUsed;

use serde::{Deserialize, Serialize};

use crate::observation::{Note, Observation};
use crate::order::{LineKey, OrderHeader, OrderIdentity, Timing, Trial};
use crate::practitioner::{Job, Practitioner};
use crate::request::Request;
use crate::specimen::DescribedSpecimen;
use crate::value::{Blank, CodeableConcept, Decimal, Field, Identifier, Quantity, Telecom, Text};

/// What kind of examination it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ImagingKind {
    /// Not known: the message alone does not say.
    #[default]
    Unknown,
    /// Radiology (放射線).
    Radiology,
    /// Endoscopy (内視鏡).
    Endoscopy,
    /// Physiology (生理); orders only, its results are reports.
    Physiology,
}

impl Blank for ImagingKind {
    fn is_blank(&self) -> bool {
        *self == Self::Unknown
    }
}

record! {
    /// An order to examine (検査オーダ): a tree of three levels, sent flat; [`tree`](Self::tree) builds it up.
    pub struct ImagingOrder {
        /// Radiology, endoscopy or physiology.
        pub kind: ImagingKind,
        /// Who ordered, when, where.
        pub header: OrderHeader,
        /// The groups, in the order sent.
        pub groups: Vec<ImagingGroup>,
    }

    /// What was done of an order to examine (実施通知).
    pub struct ImagingPerformed {
        /// Radiology or endoscopy.
        pub kind: ImagingKind,
        /// Who ordered, when, where.
        pub header: OrderHeader,
        /// The groups, in the order sent.
        pub groups: Vec<ImagingGroup>,
    }

    /// A group of an order: the order as a whole, or one item of it.
    pub struct ImagingGroup {
        /// What happens, and the numbers of this group.
        pub identity: OrderIdentity,
        /// The number that groups requests.
        pub key: Field<LineKey>,
        /// The header of this group, where it differs from the common one.
        pub header: Option<Box<OrderHeader>>,
        /// When.
        pub timings: Vec<Timing>,
        /// What is asked for, and how far it has come.
        pub request: Request,
        /// Notes.
        pub notes: Vec<Note>,
        /// What is known of the patient: weight, infections, purpose; in physiology also what to look for.
        pub patient_facts: Vec<Observation>,
        /// What was done.
        pub executions: Vec<Execution>,
        /// The studies that hold the images.
        pub studies: Vec<StudyLink>,
        /// Specimens that go with the request.
        pub specimens: Vec<DescribedSpecimen>,
        /// Clinical trials.
        pub trials: Vec<Trial>,
    }

    /// Something that was done (実施情報).
    pub struct Execution {
        /// The number of the entry.
        pub set_id: Field<Text>,
        /// Planned or performed (制御コード); `RS` performed.
        pub control: Field<Text>,
        /// The procedure (手技), JJ1017 or LENDO.
        pub procedure: Field<CodeableConcept>,
        /// How many times.
        pub count: Field<Decimal>,
        /// What is billed beside (医事加算).
        pub billing_addition: Field<CodeableConcept>,
        /// The profession of the staff (医療従事者種別).
        pub staff_kind: Field<Job>,
        /// Who did it (医療従事者).
        pub staff: Vec<Practitioner>,
        /// What kind of things was used (使用物品種別).
        pub item_kind: Field<Text>,
        /// What was used (使用物品).
        pub items_used: Vec<ItemUsed>,
        /// Whom to ask.
        pub contact: Field<Telecom>,
        /// What is said of it (実施フィールド).
        pub text: Field<Text>,
        /// What is said for accounting (会計フィールド).
        pub accounting_text: Field<Text>,
        /// What was observed, and in endoscopy staff and things used.
        pub observations: Vec<Observation>,
        /// Exposures to radiation.
        pub exposures: Vec<Exposure>,
    }

    /// An exposure to radiation (曝射情報).
    pub struct Exposure {
        /// The number of the entry.
        pub set_id: Field<Text>,
        /// The voltage of the tube (管電圧).
        pub tube_voltage: Field<Quantity>,
        /// The current of the tube (管電流).
        pub tube_current: Field<Quantity>,
        /// The distance (距離).
        pub distance: Field<Quantity>,
        /// How long (時間).
        pub time: Field<Quantity>,
        /// How many times (回数).
        pub count: Field<Decimal>,
        /// What is said of it (撮影フィールド).
        pub text: Field<Text>,
    }

    /// A study that holds images.
    pub struct StudyLink {
        /// The accession number (受付番号), DICOM (0008,0050).
        pub accession: Field<Identifier>,
        /// The requested procedure, DICOM (0040,1001).
        pub requested_procedure: Field<Identifier>,
        /// The study instance UID, DICOM (0020,000D): the only sure link to the images.
        pub study_uid: Field<Identifier>,
        /// The scheduled procedure step, DICOM (0040,0009).
        pub step: Field<Identifier>,
        /// The modality: `CR`, `CT`, `ES`.
        pub modality: Field<CodeableConcept>,
        /// The protocol.
        pub protocols: Vec<CodeableConcept>,
        /// The station.
        pub station: Field<Identifier>,
        /// Where.
        pub locations: Vec<CodeableConcept>,
        /// The AE title.
        pub ae_title: Field<Text>,
    }
}

/// Where a group stands in the tree of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ImagingLevel {
    /// What happens to the order as a whole.
    Control,
    /// What concerns all items.
    Parent,
    /// One item.
    Item,
}

impl ImagingGroup {
    /// Tells the level by what happens to the order: `PA` and `CH` are parent and item, anything else the whole.
    pub fn level(&self) -> ImagingLevel {
        match self.identity.control.as_str().map(str::trim) {
            Some("PA") => ImagingLevel::Parent,
            Some("CH") => ImagingLevel::Item,
            _ => ImagingLevel::Control,
        }
    }

    /// Returns the number of the order, of the header or of the request.
    pub fn number(&self) -> Option<&str> {
        let id = |field: &'_ Field<Identifier>| field.value().and_then(|id| id.value.clone()).is_some();
        let field = if id(&self.identity.placer_number) {
            &self.identity.placer_number
        } else {
            &self.request.placer_number
        };
        field.value().and_then(Identifier::as_str)
    }

    /// Returns the number of the order of which this group is a part.
    pub fn parent_number(&self) -> Option<&str> {
        let parent = self.identity.parent.value().or_else(|| self.request.parent.value())?;
        parent.placer.as_str()
    }
}

/// The groups of an order as a tree.
#[derive(Clone, Debug, Default)]
pub struct ImagingTree<'a> {
    /// One for each number of an order.
    pub orders: Vec<ImagingNode<'a>>,
    /// Items whose parent is not in the message.
    pub orphans: Vec<&'a ImagingGroup>,
}

/// An order with its items.
#[derive(Clone, Debug)]
pub struct ImagingNode<'a> {
    /// What happens to the order as a whole.
    pub control: Option<&'a ImagingGroup>,
    /// What concerns all items.
    pub parent: Option<&'a ImagingGroup>,
    /// The items, in the order sent.
    pub items: Vec<&'a ImagingGroup>,
}

impl ImagingNode<'_> {
    fn number(&self) -> Option<&str> {
        self.control.or(self.parent).and_then(ImagingGroup::number)
    }
}

impl ImagingOrder {
    /// Builds the tree of the order.
    pub fn tree(&self) -> ImagingTree<'_> {
        tree(&self.groups)
    }
}

impl ImagingPerformed {
    /// Builds the tree of the order.
    pub fn tree(&self) -> ImagingTree<'_> {
        tree(&self.groups)
    }
}

fn tree(groups: &[ImagingGroup]) -> ImagingTree<'_> {
    let mut tree = ImagingTree::default();
    for group in groups.iter().filter(|group| group.level() != ImagingLevel::Item) {
        let is_control = group.level() == ImagingLevel::Control;
        let place = tree.orders.iter_mut().find(|node| {
            let free = if is_control { node.control.is_none() } else { node.parent.is_none() };
            free && node.number() == group.number()
        });
        match (place, is_control) {
            (Some(node), true) => node.control = Some(group),
            (Some(node), false) => node.parent = Some(group),
            (None, true) => {
                tree.orders.push(ImagingNode { control: Some(group), parent: None, items: Vec::new() });
            }
            (None, false) => {
                tree.orders.push(ImagingNode { control: None, parent: Some(group), items: Vec::new() });
            }
        }
    }
    for item in groups.iter().filter(|group| group.level() == ImagingLevel::Item) {
        let number = item.parent_number();
        match tree.orders.iter_mut().find(|node| number.is_some() && node.number() == number) {
            Some(node) => node.items.push(item),
            None => tree.orphans.push(item),
        }
    }
    tree
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::IdentifierPair;

    fn group(control: &str, number: &str, parent: Option<&str>) -> ImagingGroup {
        let parent = parent.map_or(Field::Absent, |parent| {
            Field::Value(IdentifierPair { placer: parent.into(), ..Default::default() })
        });
        let identity = OrderIdentity {
            control: control.into(),
            placer_number: Field::Value(number.into()),
            parent,
            ..Default::default()
        };
        ImagingGroup { identity, ..Default::default() }
    }

    #[test]
    fn items_hang_on_their_order() {
        let order = ImagingOrder {
            groups: vec![
                group("NW", "000000240401010", None),
                group("PA", "000000240401010", None),
                group("CH", "000000240401011", Some("000000240401010")),
                group("CH", "000000240401012", Some("000000240401010")),
                group("CH", "000000240401099", Some("000000240401090")),
                group("CH", "000000240401098", None),
            ],
            ..Default::default()
        };
        let tree = order.tree();
        assert_eq!(tree.orders.len(), 1);
        assert!(tree.orders[0].control.is_some() && tree.orders[0].parent.is_some());
        assert_eq!(tree.orders[0].items.len(), 2);
        assert_eq!(tree.orphans.len(), 2);
    }
}
