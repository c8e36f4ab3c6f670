--- The page's style: for a screen of any width, and for A4 paper.
-- @module tiendo.html.style
local M = {}

M.CSS = [[
:root{--ink:#1c2430;--soft:#505b68;--line:#d5dbe2;--bg:#f5f7f9;--link:#0a4f8c;
--achieved:#009e73;--on:#0072b2;--off:#e69f00;--wrong:#d55e00;--none:#e3e7ec;
--critical:#8c1c04;--high:#d55e00;--medium:#e69f00;--low:#56b4e9;--info:#e3e7ec}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:3.5rem}
body{margin:0;background:#fff;color:var(--ink);
font:1rem/1.55 system-ui,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,
sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
header,nav ul,main,footer{max-width:76rem;margin:0 auto;padding:0 1.5rem}
h1,h2,h3,h4,p,ul,dl,dd,figure{margin:0;padding:0}
h1{font-size:2rem;line-height:1.25;font-weight:650;letter-spacing:-.01em}
h2{font-size:1.4rem;line-height:1.3;font-weight:650;padding-bottom:.4rem;
margin-bottom:1rem;border-bottom:2px solid var(--ink)}
h3{font-size:1.05rem;line-height:1.4;font-weight:650}
h4{font-size:1rem;line-height:1.4;font-weight:650}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible,input:focus-visible,select:focus-visible,
button:focus-visible{outline:3px solid var(--on);outline-offset:2px}
code{font:.875em/1.4 ui-monospace,"Liberation Mono",monospace}
small{font-size:.875rem;color:var(--soft)}
td,th,dt,dd,li,p,h1,h2,h3,h4,summary,small,option,code,a{unicode-bidi:isolate}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem 1rem;z-index:2}
.symbols{position:absolute}
.hid{position:absolute;width:1px;height:1px;overflow:hidden;
clip-path:inset(50%);white-space:nowrap}
[hidden]{display:none!important}
.paper{display:none;color:var(--soft)}

header{padding-top:2.2rem;padding-bottom:1.2rem}
.over{color:var(--soft);margin-bottom:.2rem}
.days{margin-top:.4rem;color:var(--soft)}
.days strong{color:var(--ink)}
.notice{margin-top:.9rem;padding:.5rem .8rem;border-left:4px solid var(--off);
background:#fdf6e6;font-size:.925rem;max-width:60rem}
nav{position:sticky;top:0;z-index:1;background:#fff;
border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
nav ul{display:flex;gap:.2rem 1.4rem;list-style:none;overflow-x:auto}
nav li{white-space:nowrap}
nav a{display:block;padding:.55rem 0;text-decoration:none;font-size:.925rem}
nav a:hover{text-decoration:underline}
main>section{padding-top:2.2rem}
#summary{padding-top:1.4rem}
#summary>h2{position:absolute;width:1px;height:1px;overflow:hidden;
clip-path:inset(50%)}

.m{width:.85em;height:.85em;margin-right:.4em;vertical-align:-.06em;
flex:none;fill:currentColor;stroke:var(--ink);stroke-width:1;overflow:visible}
.in,.ink{fill:none;stroke:#fff;stroke-width:2;stroke-linecap:round;
stroke-linejoin:round}
.ink{stroke:var(--ink);stroke-width:1.7}
.m.achieved{color:var(--achieved)}.m.on_track{color:var(--on)}
.m.off_track{color:var(--off)}.m.wrong_way{color:var(--wrong)}
.m.cannot_tell{color:#fff}.m.critical{color:var(--critical)}
.m.high{color:var(--high)}.m.medium{color:var(--medium)}
.m.low{color:var(--low)}.m.info{color:#fff}
.bar{display:block;width:100%;height:.65rem;margin:.5rem 0;
background:var(--bg)}
rect.achieved{fill:var(--achieved)}rect.on_track{fill:var(--on)}
rect.off_track{fill:var(--off)}rect.wrong_way{fill:var(--wrong)}
rect.cannot_tell{fill:#b9c1ca}rect.critical{fill:var(--critical)}
rect.high{fill:var(--high)}rect.medium{fill:var(--medium)}
rect.low{fill:var(--low)}rect.info{fill:#b9c1ca}

.cards{display:grid;gap:1.2rem 2.2rem;
grid-template-columns:repeat(auto-fit,minmax(14rem,1fr))}
.card h3{display:flex;gap:.4em;align-items:baseline}
.legend,.plain,.grid{list-style:none}
.legend li{display:flex;align-items:baseline;padding:.14rem 0}
.legend b{min-width:2.6rem;text-align:right;margin-right:.7rem;
font-size:1.1rem}
.legend .zero{color:var(--soft)}
.legend .zero b{font-weight:400}
.rest{color:var(--soft);font-size:.925rem;margin-top:.35rem}
.wide{margin-top:1rem}
#sum-since,#sum-gaps{padding-top:.7rem;border-top:1px solid var(--line)}
.plain li{padding:.18rem 0}

details>summary{cursor:pointer;list-style:none;position:relative}
details>summary::-webkit-details-marker{display:none}
details>summary::before{content:"▸";position:absolute;left:-1.1em;
color:var(--soft)}
details[open]>summary::before{content:"▾"}
details{padding-left:1.1em}
.card>details,.wide>details{margin-top:.45rem;font-size:.925rem}

.grid{display:grid;gap:1rem;
grid-template-columns:repeat(auto-fill,minmax(16.5rem,1fr))}
.grid .card{border:1px solid var(--line);border-radius:4px;
padding:.8rem 1rem}
.grid .num{color:var(--soft);min-width:1.4em}
.found{margin-top:.5rem;font-size:.925rem}
.counts{white-space:nowrap}
.counts>span{margin-left:.5em}
.counts .m{margin-right:.2em}

table{width:100%;border-collapse:collapse;font-size:.925rem}
th,td{padding:.45rem .6rem;text-align:left;vertical-align:top;
border-bottom:1px solid var(--line)}
th:first-child,td:first-child{padding-left:0}
th:last-child,td:last-child{padding-right:0}
thead th::first-letter{text-transform:uppercase}
thead th{border-bottom:1px solid var(--ink);vertical-align:bottom;
font-weight:600;color:var(--soft)}
tbody th{font-weight:500;overflow-wrap:break-word}
.n{text-align:right;white-space:nowrap}
.checks small{display:block}
.checks code{color:var(--soft)}
.warn{color:#8c1c04}

.month{display:grid;grid-template-columns:9rem 1fr;gap:0 1rem;
padding:.45rem 0;border-bottom:1px solid var(--line)}
.month h3{font-size:1rem;font-weight:500}
.month .rest{margin:0;font-size:1rem}
.month .plain li:first-child{padding-top:0}
.month .day{margin-right:.3em}
.left,.who{color:var(--soft);font-size:.925rem}
#overdue{margin-top:1.2rem}

#filter{display:flex;flex-wrap:wrap;gap:.6rem .9rem;align-items:end;
background:var(--bg);padding:.8rem 1rem;border-radius:4px}
#filter label{display:flex;flex-direction:column;min-width:8rem;
max-width:15rem;font-size:.875rem;color:var(--soft);flex:1}
#filter .grow{flex:2}
#filter input,#filter select,#filter button{font:inherit;font-size:.95rem;
color:var(--ink);background:#fff;border:1px solid #8a939e;border-radius:4px;
padding:.35rem .5rem;min-height:2.4rem;width:100%}
#filter button{width:auto;cursor:pointer}
#shown{margin:.6rem 0 0;color:var(--soft)}
.part{margin-top:1.6rem}
.part>h3{font-size:1.2rem}
.t{display:inline-block}
.t::first-letter,dt::first-letter,.month h3::first-letter{
text-transform:uppercase}
.c{color:var(--soft);font-weight:400}
.g{margin-top:1rem;padding-left:1rem;border-left:4px solid var(--line)}
.g.critical{border-color:var(--critical)}.g.high{border-color:var(--high)}
.g.medium{border-color:var(--medium)}.g.low{border-color:var(--low)}
.doc{font-size:.925rem;color:var(--soft);max-width:48rem}
.doc p{margin:.4rem 0}
.f{padding-top:.4rem;padding-bottom:.4rem;border-bottom:1px solid var(--line)}
.big .f{content-visibility:auto;contain-intrinsic-size:auto 4rem}
.f:last-child{border-bottom:0}
.f small{display:block}
.f[open]::after{content:attr(id);display:block;font:.8125rem/1.5 ui-monospace,
"Liberation Mono",monospace;color:var(--soft)}
.f.to::after{content:none}
.f>a{font:.8125rem/1.5 ui-monospace,"Liberation Mono",monospace}
.f>p{font-size:.925rem;color:var(--soft);margin-top:.2rem}
.f .r{display:none;font-style:normal;font-weight:600}
#sorted .f .r{display:block}
dl{display:grid;grid-template-columns:minmax(6rem,max-content) 1fr;
gap:.1rem 1rem;font-size:.925rem;margin-top:.3rem}
dt{color:var(--soft);max-width:14rem}
.f:target,.c:target,tr:target,li:target,h3:target{background:#fff6d6;
outline:6px solid #fff6d6}

.charts{display:grid;gap:1.6rem 2rem;margin:.8rem 0 1.8rem;
grid-template-columns:repeat(auto-fill,minmax(19rem,1fr))}
.c[id]{color:var(--ink);border-top:2px solid var(--line);padding-top:.6rem}
.big .c[id]{content-visibility:auto;contain-intrinsic-size:auto 26rem}
.promise{color:var(--soft)}
.status{font-weight:600}
.td-chart{font:12px system-ui,"Noto Sans",sans-serif;fill:#222;margin:.5rem 0}
.td-chart,.td-legend{display:block;width:100%;height:auto;max-width:27rem}
.td-legend{max-width:25rem}
.key{margin-bottom:1rem}
.key .td-legend{margin:.6rem 0}
.sources li{padding:.35rem 0}
.url{font-size:.875rem}
pre{white-space:pre-wrap;font-size:.875rem;background:var(--bg);
padding:.5rem .8rem;margin:.3rem 0}
footer{margin-top:3rem;padding-top:1rem;padding-bottom:2rem;
font-size:.875rem;color:var(--soft)}
footer::before{content:"";display:block;border-top:1px solid var(--line);
margin-bottom:1rem}
footer dl{font-size:.8125rem}

@media screen and (max-width:60rem){
table.wide,.wide tbody,.wide tr,.wide td,.wide th{display:block}
.wide thead{position:absolute;width:1px;height:1px;overflow:hidden;
clip-path:inset(50%)}
.wide tr{padding:.6rem 0;border-bottom:1px solid var(--line)}
.wide td,.wide th{border:0;padding:.05rem 0}
.wide tbody th{font-weight:600}
.wide td{text-align:right;white-space:normal}
.wide td::after{content:"";display:block;clear:both}
.wide td::before{content:attr(data-l);color:var(--soft);text-align:left;
float:left;max-width:50%;padding-right:1rem}
.wide .z{display:none}
.wide .counts{white-space:normal}
}
@media screen and (max-width:46rem){
header,nav ul,main,footer{padding-left:1rem;padding-right:1rem}
h1{font-size:1.55rem}
header{padding-top:1.3rem}
.month{grid-template-columns:1fr}
#filter{gap:.5rem}
#filter label{min-width:calc(50% - .25rem);max-width:none}
#filter .grow{min-width:100%}
dl{grid-template-columns:minmax(5rem,8.5rem) 1fr}
}

@media (forced-colors:active){
.td-chart,.td-legend,.m,.bar{forced-color-adjust:none}
.td-chart,.td-legend{background:#fff}
}
@page{size:A4;margin:15mm 14mm 16mm}
@media print{
html{font-size:9.5pt}
body{overflow-wrap:break-word}
header,main,footer{max-width:none;padding-left:0;padding-right:0}
header{padding-top:0}
nav,#filter,.skip{display:none}
main>section{padding-top:1.4rem}
#agencies,#findings,#commitments,#checks{break-before:page}
h2,h3,h4,.doc{break-after:avoid}
.card,.c[id],.f,tr,.sources li,figure,.legend{break-inside:avoid}
.cards{grid-template-columns:repeat(3,1fr);gap:1rem 1.4rem}
.grid{grid-template-columns:repeat(3,1fr);gap:.6rem}
.charts{grid-template-columns:repeat(2,1fr)}
.big .f,.big .c[id]{content-visibility:visible}
.f{padding-top:.25rem;padding-bottom:.25rem}
.f dl{display:block;font-size:.9em}
.f dt,.f dd{display:inline}
.f dt::after{content:": "}
.f dd:not(:last-child)::after{content:" · "}
.doc{font-size:.85em;columns:2;max-width:none}
details:not(.f,.doc)::details-content{content-visibility:visible;height:auto;
display:block}
.doc:not([open]){display:none}
details>summary::before,details[open]>summary::before{content:""}
summary{break-after:avoid}
.paper{display:block}
th,td{padding:.28rem .5rem}
.n{width:1%}
thead .n{white-space:normal;overflow-wrap:normal;word-break:keep-all}
#agencies tbody th{width:40%}
.f[open]::after{display:inline}
a{color:inherit}
.f:target,.c:target,tr:target,li:target,h3:target{background:none;outline:0}
}
]]

return M
