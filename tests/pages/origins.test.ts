import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedHosts } from '@/lib/pages/followed'
import { hostOf, originOf, typedAddress } from '@/lib/pages/origins'

describe('the leave that an address needs', () => {
  test.each<[string, string | null, string]>([
    ['https://example.org/feed.xml', 'https://example.org/*', 'https'],
    ['https://EXAMPLE.org:8443/feed?x=1#y', 'https://example.org/*', 'a port is not part of it'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/*', 'a name in another script'],
    ['http://127.0.0.1:8080/digest.json', 'http://127.0.0.1/*', 'this machine'],
    ['http://example.org/feed.xml', null, 'no encryption'],
    ['http://localhost/feed.xml', null, 'a name may lead elsewhere'],
    ['http://127.0.0.1.example.org/', null, 'looks like this machine, and is not'],
    ['ftp://example.org/', null, 'another scheme'],
    ['file:///etc/passwd', null, 'a file'],
    ['data:text/html,x', null, 'no host'],
    ['javascript:alert(1)', null, 'a script'],
    ['chrome-extension://abc/page.html', null, 'an extension'],
    ['example.org', null, 'no address'],
    ['', null, 'nothing'],
  ])('%s: %s (%s)', (url, expected) => {
    expect(originOf(url)).toBe(expected)
  })

  test('is asked for one host, whatever the address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl({ validSchemes: ['http', 'https', 'ftp'] }), fc.string()), url => {
        const origin = originOf(url)
        if (origin !== null) expect(origin).toMatch(/^(?:https:\/\/[^/*]+|http:\/\/127\.0\.0\.1)\/\*$/)
      }),
    )
  })
})

describe('what was typed', () => {
  test.each<[string, string | null, string]>([
    ['https://example.org/feed.xml', 'https://example.org/feed.xml', 'an address'],
    ['  https://example.org/feed.xml\n', 'https://example.org/feed.xml', 'pasted with white space'],
    ['example.org/feed.xml', 'https://example.org/feed.xml', 'as the address bar shows it'],
    ['lab.example.org', 'https://lab.example.org', 'a host alone'],
    ['example.org:8443/feed', 'https://example.org:8443/feed', 'with a port'],
    ['example.org?digest=1', 'https://example.org?digest=1', 'with parameters'],
    ['127.0.0.1:8080/digest.json', 'http://127.0.0.1:8080/digest.json', 'this machine'],
    ['http://example.org/', 'http://example.org/', 'kept as it is: it is refused with a reason later'],
    ['cs.LG is nice', null, 'words'],
    ['papers', null, 'a word'],
    ['user@example.org', null, 'an address of mail'],
    ['javascript:alert(1)', null, 'a script'],
    ['', null, 'nothing'],
    ['https://', null, 'no host'],
  ])('%j: %s (%s)', (typed, expected) => {
    expect(typedAddress(typed)).toBe(expected)
  })

  test('is an address or null, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), typed => {
        const address = typedAddress(typed)
        if (address !== null) expect(URL.canParse(address)).toBe(true)
      }),
    )
  })
})

test.each([
  ['https://rss.arxiv.org/rss/cs.LG', 'rss.arxiv.org'],
  ['http://127.0.0.1:8080/x', '127.0.0.1:8080'],
  ['', null],
  ['no address', null],
])('the host of %j is %s', (url, expected) => {
  expect(hostOf(url)).toBe(expected)
})

test('asked are the hosts of what is fetched and not paused, each once', () => {
  const digest = (kind: string, url: string, paused = false) => ({ kind, url, paused })
  expect(
    askedHosts([
      digest('hugging-face', 'https://huggingface.co/papers'),
      digest('hugging-face-trending', 'https://huggingface.co/papers/trending'),
      digest('arxiv-feed', 'https://rss.arxiv.org/rss/cs.LG'),
      digest('feed', 'https://paused.example/feed', true),
      digest('starter', ''),
      digest('pages', ''),
    ]),
  ).toEqual(['huggingface.co', 'rss.arxiv.org'])
})
