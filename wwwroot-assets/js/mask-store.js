// Keeps the masks of this browser, so that a reload loses nothing. Where the browser allows no storage, nothing is kept.

const databaseName = "dipweb";
const storeName = "masks";

/** What was kept for a picture, or null. @param {string} imageId */
export async function read(imageId) {
  const kept = await request("readonly", (store) => store.get(imageId));
  return kept ?? null;
}

/** @param {string} imageId @param {{index: number, runs: Uint32Array}[]} tiles */
export async function write(imageId, tiles) {
  await request("readwrite", (store) => store.put(tiles, imageId));
}

/** @template T @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T>} act @returns {Promise<T | undefined>} */
async function request(mode, act) {
  try {
    const database = await open();
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(storeName, mode);
      const asked = act(transaction.objectStore(storeName));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } catch {
    return undefined;
  }
}

let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(databaseName, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(storeName);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}
