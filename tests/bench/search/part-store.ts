/** A value of IndexedDB stays below this many bytes: larger ones are slow to write and may be refused. */
const PART_BYTES = 16 * 2 ** 20
const STORE = 'parts'

/** Stores pieces of bytes under a name, in one transaction that is on the disk when this resolves. */
export async function putPieces(name: string, pieces: readonly Uint8Array<ArrayBuffer>[]): Promise<void> {
  const db = await openDatabase(name)
  const transaction = db.transaction(STORE, 'readwrite', { durability: 'strict' })
  const store = transaction.objectStore(STORE)
  store.clear()
  for (const [number, piece] of pieces.entries())
    for (let at = 0; at < piece.length || at === 0; at += PART_BYTES)
      store.put({ number, part: piece.slice(at, at + PART_BYTES) }, [number, at])
  await new Promise<void>((done, failed) => {
    transaction.oncomplete = () => done()
    transaction.onabort = () => failed(transaction.error)
  })
  db.close()
}

/** The pieces stored under a name, in their order. */
export async function getPieces(name: string): Promise<Uint8Array<ArrayBuffer>[]> {
  const db = await openDatabase(name)
  const rows = await answerOf<{ number: number; part: Uint8Array<ArrayBuffer> }[]>(
    db.transaction(STORE).objectStore(STORE).getAll(),
  )
  db.close()
  const pieces: Uint8Array<ArrayBuffer>[][] = []
  for (const { number, part } of rows) {
    pieces[number] ??= []
    pieces[number].push(part)
  }
  return pieces.map(join)
}

/** Stores texts as UTF-8 and says how many bytes they took. */
export async function putTexts(name: string, texts: readonly string[]): Promise<number> {
  const pieces = texts.map(text => new TextEncoder().encode(text))
  await putPieces(name, pieces)
  return pieces.reduce((sum, piece) => sum + piece.length, 0)
}

export async function getTexts(name: string): Promise<string[]> {
  return (await getPieces(name)).map(piece => new TextDecoder().decode(piece))
}

function join(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [first] = parts
  if (first && parts.length === 1) return first
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE)
  return answerOf(request)
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error)
  })
}
