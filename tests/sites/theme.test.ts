import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import { anyPage } from '@/lib/sites/any-page'

describe('the theme of any page', () => {
  test.each<['light' | 'dark', html: string]>([
    ['light', '<html>'],
    ['dark', '<html class="js dark">'],
    ['dark', '<html data-theme="dark">'],
    ['light', '<html data-theme="light">'],
    ['dark', '<meta name="color-scheme" content="dark">'],
    ['light', '<meta name="color-scheme" content="light dark">'],
    ['dark', '<body style="background: #111">'],
    [
      'dark',
      '<html style="background-color: rgb(20, 20, 30)"><body style="background-color: rgba(0, 0, 0, 0)">',
    ],
    ['light', '<html style="background: #000"><body style="background: #fff">'],
    ['light', '<body style="background: rgba(0, 0, 0, 0.1)">'],
    ['dark', '<body style="color: #eee">'],
    ['light', '<body style="background: #eee; color: #fff">'],
  ])('is %s: %s', (theme, html) => {
    expect(anyPage.theme(new JSDOM(html).window.document)).toBe(theme)
  })

  test('is light where nothing is drawn', () => {
    const { DOMParser } = new JSDOM().window
    expect(anyPage.theme(new DOMParser().parseFromString('<p>', 'text/html'))).toBe('light')
    expect(anyPage.theme(new DOMParser().parseFromString('<a/>', 'text/xml'))).toBe('light')
  })
})
