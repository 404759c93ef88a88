import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PaperId, paperUrl, parseIdentifier } from '@/lib/papers/identifier'
import { papersInText } from '@/lib/papers/mentions'
import { paperOfUrl } from '@/lib/papers/paper-url'

describe('the paper of an address', () => {
  test.each<[string, PaperId, string]>([
    ['https://arxiv.org/abs/2401.00001', 'arxiv:2401.00001', 'the abstract'],
    ['http://www.arxiv.org/pdf/2401.00001v3.pdf', 'arxiv:2401.00001', 'the PDF of a version'],
    ['https://arxiv.org/html/2401.00001v1/2401.00001v1.html', 'arxiv:2401.00001', 'the HTML'],
    ['https://arxiv.org/abs/math.GT/0309136', 'arxiv:math/0309136', 'an old identifier with its class'],
    ['https://export.arxiv.org/abs/hep-th/9901001v2', 'arxiv:hep-th/9901001', 'the export host'],
    ['https://arxiv.org/ftp/cond-mat/papers/0408/0408502.pdf', 'arxiv:cond-mat/0408502', 'an old PDF'],
    ['https://arxiv.org/ftp/arxiv/papers/1110/1110.2832.pdf', 'arxiv:1110.2832', 'a newer one of those'],
    ['https://arxiv.org/abs/2401.00001?context=cs.LG#comments', 'arxiv:2401.00001', 'what follows the path'],
    ['HTTPS://ARXIV.ORG/abs/2401.00001/', 'arxiv:2401.00001', 'a host in capitals'],
    [' https://arxiv.org/abs/2401.00001\n', 'arxiv:2401.00001', 'white space around it'],
    ['https://huggingface.co/papers/2401.00001', 'arxiv:2401.00001', 'Hugging Face'],
    ['https://huggingface.co/papers/2401.00001#community', 'arxiv:2401.00001', 'its comments'],
    ['https://www.alphaxiv.org/overview/2401.00001v2', 'arxiv:2401.00001', 'alphaXiv'],
    ['https://ar5iv.labs.arxiv.org/html/1706.03762', 'arxiv:1706.03762', 'ar5iv'],
    ['https://ar5iv.org/abs/cs/9605103', 'arxiv:cs/9605103', 'ar5iv, an old identifier'],
    ['https://scirate.com/arxiv/2401.00001', 'arxiv:2401.00001', 'SciRate'],
    ['https://papers.cool/arxiv/2401.00001', 'arxiv:2401.00001', 'Cool Papers'],
    ['https://doi.org/10.1145/3292500.3330701', 'doi:10.1145/3292500.3330701', 'a DOI'],
    [
      'https://dx.doi.org/10.1016%2FS0022-0000(05)80062-5',
      'doi:10.1016/s0022-0000(05)80062-5',
      'an escaped one',
    ],
    ['https://doi.org/10.48550/arXiv.2401.00001', 'arxiv:2401.00001', 'the DOI of an arXiv paper'],
    ['https://doi.org/10.18653/v1/P18-1001', 'acl:P18-1001', 'the DOI of an ACL paper'],
    ['https://openreview.net/forum?id=aBc-123_x&noteId=zz', 'openreview:aBc-123_x', 'OpenReview'],
    ['https://openreview.net/pdf?id=aBc-123_x', 'openreview:aBc-123_x', 'its PDF'],
    ['https://aclanthology.org/2021.acl-long.1.pdf', 'acl:2021.acl-long.1', 'the ACL Anthology'],
    ['https://www.aclweb.org/anthology/P18-1001/', 'acl:P18-1001', 'where it was before'],
    [
      'https://www.biorxiv.org/content/10.1101/2024.01.01.573000v2.full.pdf',
      'doi:10.1101/2024.01.01.573000',
      'bioRxiv',
    ],
    [
      'https://www.biorxiv.org/content/biorxiv/early/2019/07/11/612345.full.pdf',
      'doi:10.1101/612345',
      'bioRxiv by day',
    ],
    [
      'https://www.medrxiv.org/content/10.64898/2026.06.02.700000v1',
      'doi:10.64898/2026.06.02.700000',
      'medRxiv',
    ],
    ['https://dl.acm.org/doi/abs/10.1145/3292500.3330701', 'doi:10.1145/3292500.3330701', 'a publisher'],
    [
      'https://link.springer.com/article/10.1007/s10994-009-5152-4',
      'doi:10.1007/s10994-009-5152-4',
      'another',
    ],
    [
      'https://link.springer.com/content/pdf/10.1007/978-3-540-00000-2_1.pdf',
      'doi:10.1007/978-3-540-00000-2_1',
      'its PDF',
    ],
    ['https://www.nature.com/articles/s41467-018-00000-0.pdf', 'doi:10.1038/s41467-018-00000-0', 'Nature'],
    [
      'http://www.nature.com/nature/journal/v521/n7553/abs/nature10000.html',
      'doi:10.1038/nature10000',
      'where it was before',
    ],
    ['https://dblp.org/rec/journals/corr/abs-2401-00001.html', 'arxiv:2401.00001', 'dblp'],
    ['https://dblp.uni-trier.de/rec/html/journals/corr/cs-DS-0105023', 'arxiv:cs/0105023', 'an old key'],
    ['https://dblp.org/rec/journals/corr/abs-quant-ph-0102001', 'arxiv:quant-ph/0102001', 'one between'],
    ['https://web.archive.org/web/2024/https://arxiv.org/abs/2401.00001', 'arxiv:2401.00001', 'a copy'],
    [
      'https://web.archive.org/web/20240101000000if_/https://arxiv.org/pdf/2401.00001',
      'arxiv:2401.00001',
      'a copy of a PDF',
    ],
  ])('%s is %s: %s', (address, expected) => {
    expect(paperOfUrl(address)).toBe(expected)
  })

  test.each([
    ['https://arxiv.org.evil.example/abs/2401.00001', 'a host that begins like it'],
    ['https://notarxiv.org/abs/2401.00001', 'a host that ends like it'],
    ['https://evil.example/https://arxiv.org/abs/2401.00001', 'an address within another'],
    ['https://arxiv.org@evil.example/abs/2401.00001', 'a user that looks like a host'],
    ['https://user:pass@arxiv.org/abs/2401.00001', 'a password'],
    ['https://arxiv.org:8443/abs/2401.00001', 'another port'],
    ['https://www.nature.com/articles/d41586-020-00000-0', 'news'],
    ['https://www.nature.com/nature', 'a journal'],
    ['https://www.biorxiv.org/content/10.1101', 'no more than a prefix'],
    ['https://www.biorxiv.org/content/612345', 'a number of nothing known'],
    ['https://dblp.org/rec/journals/corr/LindqvistB26', 'a key without a number'],
    ['https://link.springer.com/book/10.1007/978-3-540-00000-2', 'a volume'],
    ['https://web.archive.org/web/2024/https://evil.example/abs/2401.00001', 'a copy of something else'],
    [
      'https://web.archive.org/web/2024/https://web.archive.org/web/2024/https://arxiv.org/abs/2401.00001',
      'a copy of a copy',
    ],
    ['https://web.archive.org.evil.example/web/2024/https://arxiv.org/abs/2401.00001', 'a spoofed archive'],
    ['https://huggingface.co.evil.example/papers/2401.00001', 'a spoofed Hugging Face'],
    ['https://xdoi.org/10.1145/3292500', 'a spoofed doi.org'],
    ['https://аrxiv.org/abs/2401.00001', 'a Cyrillic letter'],
    ['https://info.arxiv.org/help/2401.00001.html', "arXiv's help"],
    ['https://arxiv.org/list/cs.LG/new', 'a list'],
    ['https://arxiv.org/search/?query=2401.00001', 'a search'],
    ['https://arxiv.org/abs/2413.00001', 'month 13'],
    ['https://arxiv.org/abs/2401.000011', 'six digits'],
    ['https://arxiv.org/abs/%2e%2e%2f2401.00001', 'a path that climbs'],
    ['https://arxiv.org/abs/%E0%A4%A', 'an escape that is none'],
    ['https://huggingface.co/datasets/2401.00001', 'another path'],
    ['https://huggingface.co/papers/date/2026-08-20', 'a day of Hugging Face'],
    ['https://openreview.net/group?id=ICLR.cc/2024/Conference', 'a venue'],
    ['https://openreview.net/forum?id=a b c d e f', 'an identifier with spaces'],
    ['https://aclanthology.org/events/acl-2021/', 'an event'],
    ['https://aclanthology.org/2021.acl-long/', 'a volume'],
    ['https://doi.org/', 'no DOI'],
    ['javascript:alert("https://arxiv.org/abs/2401.00001")', 'a script'],
    ['data:text/html,https://arxiv.org/abs/2401.00001', 'data'],
    ['file:///saved/arxiv.org/abs/2401.00001.html', 'a file'],
    ['view-source:https://arxiv.org/abs/2401.00001', 'a source view'],
    ['/abs/2401.00001', 'no address'],
    ['arxiv.org/abs/2401.00001', 'no scheme'],
    ['', 'nothing'],
  ])('%s is none: %s', address => {
    expect(paperOfUrl(address)).toBeNull()
  })
})

describe('the papers in a text', () => {
  test.each<[string, PaperId[], string]>([
    ['See https://arxiv.org/abs/2401.00001.', ['arxiv:2401.00001'], 'an address, without its full stop'],
    ['(see https://arxiv.org/abs/2401.00001)', ['arxiv:2401.00001'], 'without the bracket around it'],
    ['**https://arxiv.org/pdf/2401.00001**, wow', ['arxiv:2401.00001'], 'without its emphasis'],
    [
      'arxiv.org/abs/2401.00001 and hf.co/papers/2401.00002',
      ['arxiv:2401.00001', 'arxiv:2401.00002'],
      'without a scheme',
    ],
    ['arXiv:2401.00001v2 [cs.LG]', ['arxiv:2401.00001'], 'as arXiv writes it'],
    ['arXiv preprint arXiv:1706.03762, 2017', ['arxiv:1706.03762'], 'as references write it'],
    ['arXiv 2401.00001; ARXIV: hep-th/9901001', ['arxiv:2401.00001', 'arxiv:hep-th/9901001'], 'loosely'],
    ['[2401.00001] Attention', ['arxiv:2401.00001'], "as arXiv's titles write it"],
    ['Attention (2401.00001)', ['arxiv:2401.00001'], 'in brackets'],
    ['doi:10.1145/3292500.3330701, 2019', ['doi:10.1145/3292500.3330701'], 'a DOI with its label'],
    [
      '10.1016/S0022-0000(05)80062-5)',
      ['doi:10.1016/s0022-0000(05)80062-5'],
      'a DOI with brackets of its own',
    ],
    ['https://doi.org/10.1145/3292500, 10.1145/3292500', ['doi:10.1145/3292500'], 'twice the same'],
    ['<a href="https://arxiv.org/abs/2401.00001">x</a>', ['arxiv:2401.00001'], 'in quotes'],
    ['2401.00002 before arXiv:2401.00001', ['arxiv:2401.00001'], 'not a number alone: it may be anything'],
    ['took 1910.12345 ms, cost $(1205.1234)', [], 'not a measurement'],
    ['https://arxiv.org.evil.example/abs/2401.00001', [], 'not on a spoofed host'],
    ['https://evil.example/https://arxiv.org/abs/2401.00001', [], 'not within another address'],
    ['mailto:me@arxiv.org/abs/2401.00001', [], 'not in an e-mail address'],
    ['notarxiv:2401.00001 arXiv:2401.000011 arXiv:2413.00001', [], 'not what arXiv cannot have issued'],
    ['version 10.15.7/stable, 10.1/2', [], 'not versions'],
    ['', [], 'nothing in nothing'],
  ])('%s → %j: %s', (text, expected) => {
    expect(papersInText(text)).toEqual(expected)
  })

  test('are found in long and hostile texts in no time', () => {
    const start = performance.now()
    for (const piece of [
      'a.',
      'a-',
      '10.1234/',
      '[',
      '(',
      ')',
      'https://',
      'arxiv:',
      'arxiv.org/',
      '2401.0000',
    ])
      expect(papersInText(piece.repeat(500_000 / piece.length))).toEqual(expect.any(Array))
    expect(papersInText(`10.1234/${')'.repeat(500_000)}`)).toEqual([])
    expect(performance.now() - start).toBeLessThan(5000)
  })

  test('are canonical, once each, and found again in their own names', () => {
    const word = fc.oneof(
      fc.string(),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.constantFrom(
        'https://arxiv.org/abs/',
        '2401.00001',
        'arXiv:',
        'https://doi.org/10.1234/',
        ' ',
        '(',
        ')',
        '%2F',
        '\u0000',
      ),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), words => {
        const ids = papersInText(words.join(''))
        expect(new Set(ids).size).toBe(ids.length)
        for (const id of ids) expect(parseIdentifier(id)).toBe(id)
        const url = paperOfUrl(words.join(''))
        if (url) expect(parseIdentifier(url)).toBe(url)
      }),
      { numRuns: 300 },
    )
  })

  test.each<PaperId>([
    'arxiv:2401.00001',
    'arxiv:hep-th/9901001',
    'doi:10.1145/3292500.3330701',
    'acl:P18-1001',
    'acl:2021.acl-long.1',
    'openreview:aBc-123_x',
  ])('%s is found at its own address', id => {
    expect(paperOfUrl(paperUrl(id) ?? '')).toBe(id)
    expect(papersInText(`x ${paperUrl(id)}, y`)).toEqual([id])
  })
})
