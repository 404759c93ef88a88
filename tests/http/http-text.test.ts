import { afterEach, describe, expect, test } from 'vitest'
import { answerWith, closeServers, get } from './server'

afterEach(closeServers)

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const utf8 = (text: string) => Buffer.from(text)
const utf16le = (text: string) => Buffer.from(text, 'utf16le')
const utf16be = (text: string) => utf16le(text).swap16()
/** 灯籠 in Shift_JIS. */
const LANTERN = Buffer.from([0x93, 0x94, 0xe2, 0xc4])
const xml = (encoding: string, body: Uint8Array) =>
  Buffer.concat([latin1(`<?xml version="1.0" encoding="${encoding}"?>\n<a>`), body, latin1('</a>')])

describe('the text of a body', () => {
  test.each<[string, Uint8Array, string, string | undefined]>([
    ['UTF-8 that says nothing', utf8('é 🏮'), '', 'é 🏮'],
    ['UTF-8 with a mark', utf8('\u{feff}é'), 'text/xml', 'é'],
    ['UTF-8 with a mark, whatever the header says', utf8('\u{feff}é'), 'text/xml; charset=iso-8859-1', 'é'],
    ['a second mark is text', utf8('\u{feff}\u{feff}é'), '', '\u{feff}é'],
    ['UTF-16LE with a mark', utf16le('\u{feff}é 🏮'), 'text/xml; charset=utf-8', 'é 🏮'],
    ['UTF-16BE with a mark', utf16be('\u{feff}é 🏮'), '', 'é 🏮'],
    ['UTF-16LE in the header', utf16le('é'), 'text/plain; charset=UTF-16LE', 'é'],
    ['UTF-16BE in the header', utf16be('é'), 'text/plain; charset=utf-16be', 'é'],
    [
      'UTF-16LE seen by its prolog',
      utf16le('<?xml version="1.0"?><a>é</a>'),
      '',
      '<?xml version="1.0"?><a>é</a>',
    ],
    [
      'UTF-16BE seen by its prolog',
      utf16be('<?xml version="1.0"?><a>é</a>'),
      '',
      '<?xml version="1.0"?><a>é</a>',
    ],
    ['Latin-1 in the header', latin1('caf\xe9'), 'text/xml; charset=ISO-8859-1', 'café'],
    ['in quotes', latin1('caf\xe9'), 'text/xml;charset="latin1"', 'café'],
    ['in single quotes', latin1('caf\xe9'), "text/xml; charset = 'latin1'", 'café'],
    ['after another parameter', latin1('caf\xe9'), 'text/xml; x=1; CHARSET=latin1; y=2', 'café'],
    ['Latin-1 is Windows-1252 on the web', latin1('\x93a\x94'), 'text/xml; charset=iso-8859-1', '“a”'],
    ['Latin-1 that says nothing', latin1('caf\xe9'), 'text/xml', undefined],
    ['Latin-1 that says UTF-8', latin1('caf\xe9'), 'text/xml; charset=utf-8', undefined],
    ['an encoding nobody knows, else UTF-8', utf8('é'), 'text/xml; charset=lantern', 'é'],
    ['one that browsers refuse, else UTF-8', utf8('é'), 'text/xml; charset=iso-2022-kr', 'é'],
    ['UTF-16 cut in a letter', utf16le('\u{feff}é').subarray(0, 3), '', undefined],
    ['UTF-16 with half a pair', utf16le('\u{feff}\u{d83c}a'), '', undefined],
    ['UTF-8 cut in a letter', utf8('é').subarray(0, 1), '', undefined],
    [
      'Shift_JIS in the prolog',
      xml('Shift_JIS', LANTERN),
      'text/xml',
      '<?xml version="1.0" encoding="Shift_JIS"?>\n<a>灯籠</a>',
    ],
    [
      'Shift_JIS in the prolog, UTF-8 in the header',
      xml('Shift_JIS', LANTERN),
      'text/xml; charset=utf-8',
      undefined,
    ],
    [
      'Shift_JIS in the prolog, nonsense in the header',
      xml('Shift_JIS', LANTERN),
      'text/xml; charset=x',
      '<?xml version="1.0" encoding="Shift_JIS"?>\n<a>灯籠</a>',
    ],
    ['Shift_JIS that is not', xml('Shift_JIS', Buffer.from([0x80])), 'text/xml', undefined],
    [
      'UTF-16 in a prolog that is not',
      xml('UTF-16', utf8('é')),
      'text/xml',
      '<?xml version="1.0" encoding="UTF-16"?>\n<a>é</a>',
    ],
    [
      'a prolog that is too far down',
      Buffer.concat([Buffer.alloc(200, ' '), xml('latin1', latin1('\xe9'))]),
      '',
      undefined,
    ],
    ['a NUL', utf8('a\0'), '', 'a\0'],
  ])('%s', async (_, bytes, contentType, text) => {
    const headers = contentType === '' ? {} : { 'content-type': contentType }
    expect(await get(answerWith(200, headers, bytes))).toEqual(expected(text, bytes))
  })

  test.each<[string, string, string | undefined, string | undefined, Uint8Array?]>([
    ['application/json; charset=iso-8859-1', 'by its type', undefined, '["é"]'],
    ['application/feed+json; charset=iso-8859-1', 'by the end of its type', undefined, '["é"]'],
    ['text/plain; charset=iso-8859-1', 'because only that was wanted', 'application/json', '["é"]'],
    ['text/plain; charset=iso-8859-1', 'that or anything', 'application/feed+json, */*;q=0.1', '["é"]'],
    [
      'text/plain; charset=iso-8859-1',
      'not where XML was wanted too',
      'application/json, text/xml',
      '["Ã©"]',
    ],
    ['text/plain; charset=iso-8859-1', 'not where nothing was', undefined, '["Ã©"]'],
    ['application/jsonish; charset=iso-8859-1', 'not by a type that begins so', undefined, '["Ã©"]'],
    ['application/json; charset=iso-8859-1', 'though it is not', undefined, undefined, latin1('["\xe9"]')],
    ['application/json', 'but for a mark', undefined, '["é"]', utf16le('\u{feff}["é"]')],
  ])('%s is UTF-8 where it is JSON: %s', async (contentType, _, accept, text, bytes = utf8('["é"]')) => {
    const answer = answerWith(200, { 'content-type': contentType }, bytes)
    expect(await get(answer, accept ? { accept } : {})).toEqual(expected(text, bytes))
  })
})

function expected(text: string | undefined, bytes: Uint8Array): object {
  if (text === undefined)
    return {
      ok: false,
      failure: { kind: 'malformed', message: 'HOST sent text in an encoding that does not fit it' },
    }
  const body = { text, url: 'http://HOST/feed', nextPage: false, bytes: bytes.length }
  return { ok: true, unchanged: false, body }
}
