/** A paper of the demonstration. The abstracts are told in other words than the papers' own. */
export interface DemoPaper {
  readonly id: string
  readonly title: string
  readonly authors: readonly (readonly [given: string, family: string])[]
  /** `YYYY-MM-DD` */
  readonly submitted: string
  readonly subject: string
  readonly category: string
  readonly abstract: string
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** An abstract page in the structure of arXiv's: the same metas, columns and class names, its own plain style. */
export function arxivPage(paper: DemoPaper): string {
  const { id, title, authors, abstract, subject, category } = paper
  const [year, month, day] = paper.submitted.split('-')
  const date = `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`
  const slashed = paper.submitted.replaceAll('-', '/')
  const names = authors
    .map(([given, family]) => `<a href="#">${escapeHtml(`${given} ${family}`)}</a>`)
    .join(', ')
  const metas = authors.map(([given, family]) => meta('citation_author', `${family}, ${given}`)).join('')
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <title>[${id}] ${escapeHtml(title)}</title>
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="canonical" href="https://arxiv.org/abs/${id}"/>
  <style>${STYLE}</style>
  ${meta('citation_title', title)}${metas}${meta('citation_date', slashed)}${meta('citation_online_date', slashed)}
  ${meta('citation_pdf_url', `https://arxiv.org/pdf/${id}`)}${meta('citation_arxiv_id', id)}${meta('citation_abstract', abstract)}
</head>
<body>
<div class="flex-wrap-footer">
  <header class="ds-site-header"><a href="https://arxiv.org/" class="ds-site-header-logo">arXiv</a></header>
  <main><div id="content"><div id="abs-outer">
    <div class="leftcolumn">
      <div class="subheader"><h1>Computer Science &gt; ${escapeHtml(subject)}</h1></div>
      <div class="header-breadcrumbs-mobile"><strong>arXiv:${id}</strong> (cs)</div>
      <div id="content-inner"><div id="abs">
        <div class="dateline">[Submitted on ${date}]</div>
        <h1 class="title mathjax"><span class="descriptor">Title:</span>${escapeHtml(title)}</h1>
        <div class="authors"><span class="descriptor">Authors:</span>${names}</div>
        <blockquote class="abstract mathjax"><span class="descriptor">Abstract:</span>${escapeHtml(abstract)}</blockquote>
        <div class="metatable"><table summary="Additional metadata">
          <tr><td class="tablecell label">Subjects:</td><td class="tablecell subjects"><span class="primary-subject">${escapeHtml(subject)} (${category})</span></td></tr>
          <tr><td class="tablecell label">Cite as:</td><td class="tablecell arxivid"><a href="https://arxiv.org/abs/${id}">arXiv:${id}</a> [${category}]</td></tr>
        </table></div>
      </div></div>
      <div class="submission-history"><h2>Submission history</h2><strong>[v1]</strong> ${date}</div>
    </div>
    <div class="extra-services">
      <div class="full-text"><h2>Access Paper:</h2><ul><li><a href="https://arxiv.org/pdf/${id}" class="abs-button download-pdf">View PDF</a></li></ul></div>
      <div class="browse"><h3>Current browse context:</h3><div class="current">${category}</div></div>
      <div class="extra-ref-cite"><h3>References &amp; Citations</h3></div>
    </div>
    <div id="labstabs"></div>
  </div></div></main>
</div>
</body>
</html>
`
}

function meta(name: string, content: string): string {
  return `<meta name="${name}" content="${escapeHtml(content)}" />`
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

const STYLE = `
body { margin: 0; font: 16px/1.5 "Noto Sans", Helvetica, Arial, sans-serif; color: #111; background: #fff }
a { color: #1e5fa8; text-decoration: none } .descriptor { display: none }
.ds-site-header { height: 52px; display: flex; align-items: center; padding: 0 24px; background: #16181d } .ds-site-header a { color: #fff; font-weight: 600 }
.leftcolumn { float: left; width: calc(100% - 310px) } .extra-services { float: right; width: 290px; padding: 14px 10px; box-sizing: border-box; font-size: 14px }
.subheader { background: #eee; padding: 2px 20px } .subheader h1 { font-size: 15px; margin: 4px 0 } .header-breadcrumbs-mobile { margin: 8px 20px; font-size: 14px }
#abs { margin: 0 40px 0 20px; max-width: 52em } .dateline { font-style: italic; font-size: 13px } h1.title { font-size: 24px; line-height: 1.25; margin: 10px 0 } .abstract { margin: 18px 0; font-size: 15px }
.metatable, .submission-history { font-size: 14px } .submission-history { margin: 20px } .submission-history h2, .extra-services h2, .extra-services h3 { font-size: 15px; margin: 10px 0 4px } ul { margin: 0; padding-left: 18px }`
