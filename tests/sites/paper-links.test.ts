import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import type { PaperId } from '@/lib/papers/identifier'
import { paperOfUrl } from '@/lib/papers/paper-url'
import { paperLinks } from '@/lib/sites/reading/paper-links'
import type { TestUrls } from '@/lib/sites/site'

function linksIn(html: string, except?: readonly PaperId[], address = 'https://people.example/refs') {
  const { document } = new JSDOM(html, { url: address }).window
  return [...paperLinks(document, except && { except })]
}

const idsIn = (...page: Parameters<typeof linksIn>) =>
  linksIn(...page).flatMap(spot => spot.read()?.ids ?? [])

describe('the links to papers', () => {
  test.each<[html: string, ids: string[], why: string]>([
    ['<a href="https://arxiv.org/abs/2401.00001">a</a>', ['arxiv:2401.00001'], 'an address'],
    ['<a href="//ArXiv.org/pdf/2401.00001v2.pdf">a</a>', ['arxiv:2401.00001'], 'without its scheme'],
    [
      '<a href=" https://arxiv.org/abs/hep-th/9901001\n">a</a>',
      ['arxiv:hep-th/9901001'],
      'with space around it',
    ],
    ['<a href="https://doi.org/10.5555%2Fa.1">a</a>', ['doi:10.5555/a.1'], 'an escaped DOI'],
    [
      '<a href="https://arxiv.org/abs/2401.00001">a</a><a href="https://arxiv.org/pdf/2401.00001">b</a>',
      ['arxiv:2401.00001'],
      'each paper once',
    ],
    [
      '<a href="https://arxiv.org/abs/2401.00002">a</a><p><a href="https://arxiv.org/abs/2401.00001">b</a></p>',
      ['arxiv:2401.00002', 'arxiv:2401.00001'],
      'in page order',
    ],
    [
      '<svg><a href="https://arxiv.org/abs/2401.00001"><text>a</text></a></svg>',
      ['arxiv:2401.00001'],
      'in a drawing',
    ],
    [
      '<base href="https://arxiv.org/"><a href="/abs/2401.00001">a</a>',
      ['arxiv:2401.00001'],
      'by the base of the page',
    ],
    ['<base href="https://cdn.example/"><a href="/abs/2401.00001">a</a>', [], 'by the base of another'],
    ['<a href="/abs/2401.00001">a</a>', [], 'on a site that names no papers'],
    ['<a href="https://arxiv.org.evil.example/abs/2401.00001">a</a>', [], 'a look-alike'],
    [
      '<a href="https://share.example/?u=https://arxiv.org/abs/2401.00001">a</a>',
      [],
      'an address in another',
    ],
    ['<a href="javascript:open(\'https://arxiv.org/abs/2401.00001\')">a</a>', [], 'a script'],
    ['<a href="https://[arxiv.org/abs/2401.00001">a</a><a href="">b</a><a>c</a>', [], 'none'],
    [`<a href="https://arxiv.org/abs/2401.00001?${'a'.repeat(3000)}">a</a>`, [], 'longer than any'],
    ['<template><a href="https://arxiv.org/abs/2401.00001">a</a></template>', [], 'not shown'],
  ])('%j: %j (%s)', (html, ids) => {
    expect(idsIn(html)).toEqual(ids)
  })

  test('are those of the site itself where it is one of papers, but not the places of the page', () => {
    const html =
      '<a href="#S1">1</a><a href="/abs/2401.00001">a</a><a href="2401.00002">b</a><a href="/help">c</a>'
    expect(idsIn(html, [], 'https://arxiv.org/html/2401.00009v1')).toEqual([
      'arxiv:2401.00001',
      'arxiv:2401.00002',
    ])
  })

  test("leave the page's own paper out", () => {
    const html =
      '<a href="https://arxiv.org/abs/2401.00001">a</a><a href="https://arxiv.org/abs/2401.00002">b</a>'
    expect(idsIn(html, ['arxiv:2401.00001'])).toEqual(['arxiv:2401.00002'])
  })

  test('are marked where they stand', () => {
    const [spot] = linksIn('<p>See <a href="https://arxiv.org/abs/2401.00001">this</a>.</p>')
    expect(spot?.element.textContent).toBe('this')
    expect(spot?.anchor).toBe(spot?.element)
    expect(spot?.key).toBe('https://arxiv.org/abs/2401.00001')
  })

  test('are found one by one', () => {
    const { document } = new JSDOM('<a href="https://arxiv.org/abs/2401.00001">a</a>'.repeat(2)).window
    const links = paperLinks(document)[Symbol.iterator]()
    expect(links.next().done).toBe(false)
    expect(links.next().done).toBe(true)
  })

  test('miss none of the addresses that sites are tested with, in spite of the short look taken first', () => {
    const files = import.meta.glob<{ readonly testUrls?: TestUrls }>('../../lib/sites/*.ts', { eager: true })
    const urls = Object.values(files).flatMap(({ testUrls = [] }) => testUrls.map(([url]) => url))
    const papers = urls.filter(url => paperOfUrl(url))
    expect(papers.length).toBeGreaterThan(5)
    for (const url of papers) expect(idsIn(`<a href="${url}">a</a>`), url).toEqual([paperOfUrl(url)])
  })
})
