import { z } from '../zod'

/** What it takes, beside the passphrase, to open what was sealed. */
export interface Seal {
  /** In base 64, like the next. */
  readonly salt: string
  readonly iv: string
  /** Rounds of PBKDF2 with SHA-256. */
  readonly rounds: number
}

/** What OWASP asks of PBKDF2 with SHA-256 since 2023. */
const ROUNDS = 600_000
/** More would keep the reader's machine busy for whoever wrote the file. */
const MOST_ROUNDS = 10_000_000
const SALT_BYTES = 16
/** What AES-GCM is made for. */
const IV_BYTES = 12

const base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]{8,64}={0,2}$/))

/** A seal from outside: with fewer rounds than Gloss ever took, a passphrase could be found by trying. */
export const sealSchema = z.object({
  salt: base64,
  iv: base64,
  rounds: z.int().check(z.gte(ROUNDS), z.lte(MOST_ROUNDS)),
})

/** Keys by passphrase, salt and rounds, as long as this context lives: each takes the machine some tenths of a second. */
const keys = new Map<string, Promise<CryptoKey>>()
const MOST_KEYS = 8

/** A salt for `seal`: one for all files of a folder, so that one key opens them. */
export function newSalt(): string {
  return toBase64(crypto.getRandomValues(new Uint8Array(SALT_BYTES)))
}

/**
 * Bytes that only the passphrase opens, and only where they were meant to be: AES-GCM with 256 bits, a random
 * initialisation vector each time, and `place` as additional data.
 */
export async function seal(
  bytes: Uint8Array<ArrayBuffer>,
  passphrase: string,
  salt: string,
  place: string,
): Promise<{ readonly seal: Seal; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const key = await keyOf(passphrase, salt, ROUNDS)
  const sealed = await crypto.subtle.encrypt(parameters(iv, place), key, bytes)
  return { seal: { salt, iv: toBase64(iv), rounds: ROUNDS }, bytes: new Uint8Array(sealed) }
}

/** What was sealed; null where the passphrase is another, or the bytes or their place are. */
export async function unseal(
  bytes: Uint8Array<ArrayBuffer>,
  passphrase: string,
  { salt, iv, rounds }: Seal,
  place: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const key = await keyOf(passphrase, salt, rounds)
  try {
    return new Uint8Array(await crypto.subtle.decrypt(parameters(fromBase64(iv), place), key, bytes))
  } catch {
    return null
  }
}

function parameters(iv: Uint8Array<ArrayBuffer>, place: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(place) }
}

function keyOf(passphrase: string, salt: string, rounds: number): Promise<CryptoKey> {
  const name = `${rounds} ${salt} ${passphrase}`
  const known = keys.get(name)
  if (known) return known
  const [first] = keys.keys()
  if (keys.size >= MOST_KEYS && first !== undefined) keys.delete(first)
  const key = deriveKey(passphrase, fromBase64(salt), rounds)
  keys.set(name, key)
  return key
}

async function deriveKey(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<CryptoKey> {
  // One passphrase may be typed in two ways that look alike: ü as one sign or as two.
  const words = new TextEncoder().encode(passphrase.normalize('NFKC'))
  const secret = await crypto.subtle.importKey('raw', words, 'PBKDF2', false, ['deriveKey'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations }
  return crypto.subtle.deriveKey(how, secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
}
