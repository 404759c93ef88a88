/** Pages and texts of our own, shaped like what people save. */

/** A text that is long enough for an abstract, on one line. */
export const ABSTRACT =
  'We study lanterns that glow at night. Earlier lanterns had to be lit by hand, which is slow where there are many of them. ' +
  'We give a method that lights all of them at once, prove that it ends, and measure it on three streets and a harbour.'

/** `text` broken into lines as editors and mails break it. */
export function wrapped(text: string, width = 72): string {
  return text.replace(new RegExp(`(.{1,${width}})(?: |$)`, 'g'), '$1\n').trim()
}

/** A card of Hugging Face's page of daily papers. */
export function card(id: string, title: string, upvotes: number, abstract = ''): string {
  return `<article class="relative flex flex-col"><a href="/papers/${id}" class="shine"><img src="/${id}.png" alt=""></a>
<div><div>Submitted by <div><img src="/avatars/c.svg" alt=""> cleo</div></div>
<a href="/login?next=%2Fpapers%2F${id}"><div class="shadow-alternate"><input disabled type="checkbox" class="peer hidden"><svg viewBox="0 0 12 12"><title>Upvote</title><path d="M5.19"></path></svg><div class="leading-none">${upvotes}</div></div></a>
<div><h3 class="text-lg"><a href="/papers/${id}" class="line-clamp-3">${title}</a></h3>${abstract && `<p class="line-clamp-2">${abstract}</p>`}
<div><a href="/papers/${id}"><ul><li><img alt="ada" src="/a.svg"></li><li>· 7 authors</li></ul></a><a href="/papers/${id}#community">3</a></div></div></div></article>`
}

/** Hugging Face's page of a day around its cards. */
export function dailyPage(cards: string): string {
  return `<!doctype html>
<html class=""><head><meta charset="utf-8"><link rel="canonical" href="https://huggingface.co/papers/date/2026-08-20">
<title>Daily Papers - Hugging Face</title><style>.x { content: "Attention Is All You Need" }</style></head>
<body><header><nav><a href="/models">Models</a><a href="/papers/2608.99999">Some paper in the menu of the site</a></nav></header>
<script>var t = '<a href="/papers/2608.88888">A paper in a script</a>'</script>
<main><h1><a href="/papers">Daily Papers</a></h1><span>new</span><button>Subscribe</button><h2>by<a href="/akhaliq">AK</a> and the research community</h2>
${cards}</main>
<footer><nav><div>TOS</div></nav><a href="/papers/2608.77777">A paper in the foot of the page</a></footer></body></html>`
}

/** A list of arXiv, whose links do not hold the titles. */
export const ARXIV_LIST = `<!DOCTYPE html><html><head><title>Lanterns</title></head><body><dl id="articles">
<dt><a name="item1">[1]</a> <a href ="/abs/2608.14391" title="Abstract">
        arXiv:2608.14391
      </a> (cross-list from cs.CV) [<a href="/pdf/2608.14391">pdf</a>, <a href="/format/2608.14391">other</a>]</dt>
<dd><div class='meta'><div class='list-title mathjax'><span class='descriptor'>Title:</span>
          Lanterns that glow at night
        </div><div class='list-authors'><a href="https://arxiv.org/search/">Ada Example</a>, <a href="https://arxiv.org/search/">Bo van Sample</a></div>
<div class='list-comments mathjax'><span class='descriptor'>Comments:</span> 12 pages, see also arXiv:2608.00009</div>
<div class='list-subjects'><span class='descriptor'>Subjects:</span> Machine Learning (cs.LG)</div>
<p class='mathjax'>${ABSTRACT}</p></div></dd>
<dt><a name="item2">[2]</a> <a href ="/abs/hep-th/9901001">arXiv:hep-th/9901001</a></dt>
<dd><div class='list-title'><span class='descriptor'>Title:</span> Harbours of $\\alpha$</div><div class='list-authors'>Cy Third</div></dd>
</dl></body></html>`
