//! The shelf in IndexedDB: database `nashra`, stores `records` and `documents`, each by an article's id.

use crate::shelf::{Fault, Kept, Shelf};
use idb::{Database, ObjectStore, Transaction, TransactionMode};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::IdbTransaction;

const NAME: &str = "nashra";
const VERSION: u32 = 1;
const RECORDS: &str = "records";
const DOCUMENTS: &str = "documents";

/// The database, opened when it is first asked for, and again after the browser has closed it.
#[derive(Default)]
pub struct IndexedDatabase {
    connection: Rc<RefCell<Option<Database>>>,
}

impl IndexedDatabase {
    /// A transaction over both stores. One that cannot begin has lost its connection (the store was deleted, or another
    /// version of the site wants it): it is opened once more.
    async fn begin(&self, mode: TransactionMode) -> Result<Transaction, Fault> {
        for _ in 0..2 {
            if self.connection.borrow().is_none() {
                let opened = self.open().await?;
                self.connection.replace(Some(opened));
            }
            let begun = self.connection.borrow().as_ref().map(|it| it.transaction(&[RECORDS, DOCUMENTS], mode));
            match begun {
                Some(Ok(transaction)) => return Ok(transaction),
                _ => drop(self.connection.take()),
            }
        }
        Err(Fault::Broken)
    }

    async fn open(&self) -> Result<Database, Fault> {
        let building = Database::builder(NAME)
            .version(VERSION)
            .add_object_store(ObjectStore::builder(RECORDS))
            .add_object_store(ObjectStore::builder(DOCUMENTS));
        let mut database = building.build().await.map_err(|error| match fault_of(&error.to_string()) {
            // What cannot even be opened is not let us.
            Fault::Broken => Fault::Blocked,
            fault => fault,
        })?;
        let connection = Rc::clone(&self.connection);
        // Another tab has a newer version, or deletes it: whoever holds the old one makes way.
        database.on_version_change(move |_| {
            if let Some(database) = connection.take() {
                database.close();
            }
        });
        Ok(database)
    }

    async fn read(&self, store: &str) -> Result<(Transaction, ObjectStore), Fault> {
        let transaction = self.begin(TransactionMode::ReadOnly).await?;
        let store = transaction.object_store(store).map_err(fault)?;
        Ok((transaction, store))
    }
}

impl Shelf for IndexedDatabase {
    async fn records(&self) -> Result<Vec<(String, String)>, Fault> {
        let (_transaction, store) = self.read(RECORDS).await?;
        // Both in one transaction: they are of one length and in one order.
        let keys = store.get_all_keys(None, None).map_err(fault)?;
        let values = store.get_all(None, None).map_err(fault)?;
        let (keys, values) = (keys.await.map_err(fault)?, values.await.map_err(fault)?);
        let text = |value: JsValue| value.as_string().unwrap_or_default();
        Ok(keys.into_iter().map(text).zip(values.into_iter().map(text)).collect())
    }

    async fn document(&self, id: &str) -> Result<Option<String>, Fault> {
        let (_transaction, store) = self.read(DOCUMENTS).await?;
        let found = store.get(JsValue::from_str(id)).map_err(fault)?.await.map_err(fault)?;
        Ok(found.and_then(|document| document.as_string()))
    }

    async fn put(&self, articles: &[Kept]) -> Result<(), Fault> {
        let transaction = self.begin(TransactionMode::ReadWrite).await?;
        let records = transaction.object_store(RECORDS).map_err(fault)?;
        let documents = transaction.object_store(DOCUMENTS).map_err(fault)?;
        for article in articles {
            let id = JsValue::from_str(&article.id);
            records.put(&JsValue::from_str(&article.record), Some(&id)).map_err(fault)?;
            match &article.document {
                Some(document) => drop(documents.put(&JsValue::from_str(document), Some(&id)).map_err(fault)?),
                None => drop(documents.delete(id).map_err(fault)?),
            }
        }
        committed(transaction).await
    }

    async fn remove(&self, id: &str) -> Result<(), Fault> {
        let transaction = self.begin(TransactionMode::ReadWrite).await?;
        for store in [RECORDS, DOCUMENTS] {
            let store = transaction.object_store(store).map_err(fault)?;
            store.delete(JsValue::from_str(id)).map_err(fault)?;
        }
        committed(transaction).await
    }
}

/// Waits until what was asked of `transaction` is on the disk.
async fn committed(transaction: Transaction) -> Result<(), Fault> {
    let raw: IdbTransaction = transaction.into();
    let result = Transaction::from(raw.clone()).await;
    if result.as_ref().is_ok_and(|result| result.is_committed()) {
        return Ok(());
    }
    // Why it was aborted, the transaction alone tells: a full quota is found out when it commits.
    match raw.error() {
        Some(error) => Err(fault_of(&error.name())),
        None => Err(result.err().map_or(Fault::Broken, fault)),
    }
}

fn fault(error: idb::Error) -> Fault {
    fault_of(&error.to_string())
}

/// What an error is to a reader, by its name among the exceptions of IndexedDB.
fn fault_of(error: &str) -> Fault {
    let names = [
        ("QuotaExceededError", Fault::Full),
        ("VersionError", Fault::NewerVersion),
        ("SecurityError", Fault::Blocked),
        ("NotAllowedError", Fault::Blocked),
    ];
    names.into_iter().find(|(name, _)| error.contains(name)).map_or(Fault::Broken, |(_, fault)| fault)
}
