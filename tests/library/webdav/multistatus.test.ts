import { describe, expect, test } from 'vitest'
import { parseMultistatus } from '@/lib/library/webdav/multistatus'
import { versionOf } from '@/lib/library/webdav/version'

const DATE = 'Mon, 02 Mar 2026 10:00:10 GMT'
const LONG_AGO = 'Mon, 02 Mar 2026 09:00:00 GMT'
const JUST_NOW = 'Mon, 02 Mar 2026 10:00:09 GMT'

describe('what is in a folder', () => {
  const TABLE: readonly (readonly [server: string, xml: string, expected: Record<string, unknown>])[] = [
    [
      'Apache: a prefix for each element, properties it lacks beside those it has',
      `<?xml version="1.0" encoding="utf-8"?>
<D:multistatus xmlns:D="DAV:" xmlns:ns0="DAV:">
<D:response xmlns:lp1="DAV:" xmlns:g0="DAV:"><D:href>/p/gloss/</D:href>
<D:propstat><D:prop><lp1:getetag>"1000-1"</lp1:getetag><lp1:resourcetype><D:collection/></lp1:resourcetype></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>
<D:propstat><D:prop><g0:getcontentlength/></D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat></D:response>
<D:response xmlns:lp1="DAV:"><D:href>/p/gloss/library.json</D:href>
<D:propstat><D:prop><lp1:getetag>W/"3-66"</lp1:getetag><lp1:getlastmodified>${JUST_NOW}</lp1:getlastmodified><lp1:getcontentlength>3</lp1:getcontentlength><lp1:resourcetype/></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
</D:multistatus>`,
      { 'library.json': { etag: '3-66', weak: true, settled: false, size: 3 } },
    ],
    [
      'lighttpd: a type on the date',
      `<?xml version="1.0"?><D:multistatus xmlns:D="DAV:" xmlns:ns0="urn:uuid:1/"><D:response><D:href>/p/gloss/library.json</D:href><D:propstat><D:prop>
<D:getetag>"1550"</D:getetag><D:getlastmodified ns0:dt="dateTime.rfc1123">${LONG_AGO}</D:getlastmodified><D:getcontentlength>7</D:getcontentlength><D:resourcetype></D:resourcetype></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>`,
      { 'library.json': { etag: '1550', weak: false, settled: true, size: 7 } },
    ],
    [
      'nginx: no tags',
      `<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:response><D:href>/p/gloss/library.json</D:href><D:propstat><D:prop><D:getcontentlength>7</D:getcontentlength><D:getlastmodified>${LONG_AGO}</D:getlastmodified><D:resourcetype></D:resourcetype></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>`,
      { 'library.json': { settled: true, size: 7 } },
    ],
    [
      'Nextcloud: quotes as entities, a whole path, a status without words',
      `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns" xmlns:oc="http://owncloud.org/ns"><d:response><d:href>/remote.php/dav/files/ada/My%20papers/gloss/device-abcd1234.json</d:href><d:propstat><d:prop><d:getetag>&quot;5f0c&quot;</d:getetag><d:getlastmodified>${LONG_AGO}</d:getlastmodified><d:resourcetype/></d:prop><d:status>HTTP/2 200</d:status></d:propstat></d:response></d:multistatus>`,
      { 'device-abcd1234.json': { etag: '5f0c', weak: false, settled: true } },
    ],
    [
      'no prefix at all, a whole address, a folder beside the files',
      `<multistatus xmlns="DAV:"><response><href>https://dav.example.org/gloss/library.json</href><propstat><prop><getetag>"1"</getetag></prop><status>HTTP/1.1 200 OK</status></propstat></response><response><href>https://dav.example.org/gloss/old</href><propstat><prop><resourcetype><collection/></resourcetype></prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>`,
      { 'library.json': { etag: '1', weak: false, settled: true } },
    ],
  ]
  test.each(TABLE)('%s', (_, xml, expected) => {
    expect(Object.fromEntries(parseMultistatus(xml, DATE) ?? [])).toEqual(expected)
  })

  test('other documents are no list', () => {
    expect(parseMultistatus('<feed/>', DATE)).toBeNull()
    expect(() => parseMultistatus('<html></html>', DATE)).toThrow('web page')
    expect(() => parseMultistatus('{"files":[]}', DATE)).toThrow()
  })
})

test.each([
  ['"a"', LONG_AGO, DATE, { etag: 'a', weak: false, settled: true }, 'a tag of a file long at rest'],
  ['"a"', JUST_NOW, DATE, { etag: 'a', weak: false, settled: false }, 'one that may be that of two writes'],
  ['"a"', null, null, { etag: 'a', weak: false, settled: true }, 'one without times'],
  ['W/"a"', null, null, { etag: 'a', weak: true, settled: false }, 'a weak one without times'],
  ['"a-gzip"', LONG_AGO, DATE, { etag: 'a', weak: false, settled: true }, 'one that compressing changed'],
  ['a', LONG_AGO, DATE, { etag: 'a', weak: false, settled: true }, 'one without quotes'],
  [null, LONG_AGO, DATE, { settled: true }, 'none'],
] as const)('%s, changed %s, told at %s', (etag, modified, date, expected, why) => {
  expect(versionOf(etag, modified, date), why).toEqual(expected)
})
