import { describe, expect, test } from 'vitest'
import { readPage } from './saved'

const ADDRESS = 'https://ieeexplore.ieee.org/document/99999901'
const HEADING = '<h1 class="document-title"><span>Counting Marginalia</span></h1>'
const metadata = (text: string) => `<script>xplGlobal.document.metadata={${text}};</script>`
const read = (html: string, address = ADDRESS) => readPage(address, `<title>IEEE Xplore</title>${html}`).paper

describe('The DOI of a paper on IEEE Xplore', () => {
  const OWN = '"articleNumber":"99999901","doi":"10.5555/MARGIN.2026.12"'

  test.each([
    [metadata(OWN), ['doi:10.5555/margin.2026.12'], 'said by a script'],
    [metadata('"articleNumber":"99999900","doi":"10.5555/OTHER"'), [], 'of the paper that was shown before'],
    [metadata('"articleNumber":"99999901","doi":"not one"'), [], 'that is none'],
    [metadata(`"articleNumber":"99999901","doi":"10.5555/${'x'.repeat(300)}"`), [], 'that has no end'],
    ['<script>global.other="doi:10.5555/OTHER"</script>', [], 'of something else'],
    ['<div class="ref"><a href="https://doi.org/10.5555/CITED">Cited</a></div>', [], 'of a reference'],
    [
      `${metadata(OWN)}<div class="stats-document-abstract-doi">DOI: <a href="https://doi.org/10.5555/SHOWN">10.5555/SHOWN</a></div>`,
      ['doi:10.5555/shown'],
      'as it is shown',
    ],
  ])('%s gives %j: %s', (html, ids) => {
    expect(read(HEADING + html)).toMatchObject({ ids, title: 'Counting Marginalia' })
  })

  test('alone makes no paper: its title is still to come', () => {
    expect(read(metadata(OWN))).toBeNull()
  })

  test('is not looked for in a PDF', () => {
    expect(read(HEADING, 'https://ieeexplore.ieee.org/stamp/stamp.jsp?arnumber=99999901')).toBeNull()
  })
})
