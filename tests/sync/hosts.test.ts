import { describe, expect, test } from 'vitest'
import { connection } from '@/lib/sync/connection'
import { clockSkew, Hosts, hostGroup } from '@/lib/sync/pace'
import { DAY, HOUR, MINUTE, SECOND } from '@/lib/time'

const NOW = Date.parse('2026-02-26T12:00:00Z')
const FEEDS = 'https://rss.arxiv.org/rss/cs.LG'
const API = 'https://export.arxiv.org/api/query?id_list=2602.00001'
const HF = 'https://huggingface.co/api/daily_papers?date=2026-02-26'
const LAB = 'https://digest.example/lab.json'

describe('the pace of hosts', () => {
  test('is one for all of arXiv: a request every three seconds, over feeds and queries together', () => {
    const hosts = new Hosts()
    // Nobody knows what a worker killed a moment ago asked last.
    expect([FEEDS, API, FEEDS, API].map(url => hosts.take(url, NOW))).toEqual(
      [3, 6, 9, 12].map(seconds => seconds * SECOND),
    )
    expect(hosts.take(API, NOW + MINUTE)).toBe(0)
    expect(hosts.take(FEEDS, NOW + MINUTE)).toBe(3 * SECOND)
  })

  test('of one host is nothing to another', () => {
    const hosts = new Hosts()
    hosts.take(API, NOW)
    for (let n = 0; n < 60; n++) expect(hosts.take(LAB, NOW)).toBe(0)
    expect(hosts.take(LAB, NOW)).toBeGreaterThan(0)
    expect(hosts.take('https://other.example/lab.json', NOW)).toBe(0)
    expect(hosts.take(HF, NOW)).toBe(0)
  })

  test('begins with less where another worker was at work a moment ago', () => {
    const waits = (hosts: Hosts) =>
      Array.from({ length: 30 }, () => hosts.take(HF, NOW)).filter(wait => wait > 0)
    expect(waits(new Hosts())).toHaveLength(0)
    expect(waits(new Hosts(true))).toHaveLength(20)
  })

  test('rests while a host is held, for an hour at most', () => {
    const hosts = new Hosts()
    hosts.hold(LAB, NOW + 90 * SECOND)
    hosts.hold(LAB, NOW + 30 * SECOND)
    expect(hosts.take(LAB, NOW)).toBe(90 * SECOND)
    expect(hosts.take(LAB, NOW + 91 * SECOND)).toBe(0)
    // Noted by a clock that was wrong.
    hosts.hold(LAB, NOW + DAY)
    expect(hosts.take(LAB, NOW + 2 * HOUR)).toBe(0)
  })

  test.each([
    [{ left: 0, resets: 120 * SECOND }, 120 * SECOND],
    [{ left: 2, resets: 5 * SECOND }, 5 * SECOND],
    [{ left: 3, resets: 120 * SECOND }, 0],
    [undefined, 0],
  ])('after a quota of %o waits %i ms', (quota, wait) => {
    const hosts = new Hosts()
    hosts.note(HF, quota, NOW)
    expect(hosts.take(HF, NOW)).toBe(wait)
  })

  test.each([
    [FEEDS, 'arxiv.org'],
    [API, 'arxiv.org'],
    ['https://arxiv.org/list', 'arxiv.org'],
    ['https://arxiv.org.evil.example/', 'arxiv.org.evil.example'],
    ['https://notarxiv.org/', 'notarxiv.org'],
    ['http://127.0.0.1:8080/feed.json', '127.0.0.1:8080'],
  ])('%s counts for %s', (url, group) => {
    expect(hostGroup(url)).toBe(group)
  })
})

describe('the clock', () => {
  test.each<[number | undefined, number, string]>([
    [undefined, 0, 'nobody told the time'],
    [NOW + 9 * MINUTE, 0, 'a difference that does no harm'],
    [NOW + HOUR, HOUR, 'an hour behind'],
    [NOW - 365 * DAY, -365 * DAY, 'a year ahead'],
    [NOW + 50_000 * DAY, 0, 'no time at all'],
  ])('of a server at %d is off by %d: %s', (server, skew) => {
    expect(clockSkew(server, NOW)).toBe(skew)
  })
})

describe('a connection', () => {
  test.each([
    [{ onLine: false }, 'offline'],
    [{ onLine: true }, 'open'],
    [{ onLine: true, connection: {} }, 'open'],
    [{ onLine: true, connection: { saveData: true } }, 'metered'],
    [{ onLine: true, connection: { saveData: false, type: 'cellular' } }, 'metered'],
    [{ onLine: true, connection: { saveData: false, type: 'wifi' } }, 'open'],
    [{ onLine: false, connection: { saveData: true } }, 'offline'],
  ] as const)('%o is %s', (navigator, expected) => {
    expect(connection(navigator)).toBe(expected)
  })
})
