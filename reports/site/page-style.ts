/** The style sheet of the report, put into the page as it is. */
export const PAGE_STYLE = String.raw`
:root{--bg:#faf9f6;--panel:#fff;--ink:#22242a;--soft:#676a73;--line:#e6e3dc;--well:#f3f1ec;--gold:#b08d3e;--link:#2f5d8c;
--pass:#1d7a4f;--fail:#bf3a30;--inconclusive:#9a6700;--error:#7b45b0;--off:#7d808a;--pass-w:#e8f4ee;--fail-w:#fbecea;--inconclusive-w:#fbf3df;--error-w:#f3ecfa;--off-w:#efeeea;
--mono:ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans","DejaVu Sans",sans-serif}
@media (prefers-color-scheme:dark){
:root{--bg:#141519;--panel:#1b1d22;--ink:#e7e5df;--soft:#9b9ea8;--line:#2c2f36;--well:#20232a;--gold:#d3b364;--link:#8fb8e6;
--pass:#5cc48f;--fail:#f08379;--inconclusive:#e0b04f;--error:#bd97e8;--off:#9497a1;--pass-w:#173024;--fail-w:#3a1f1d;--inconclusive-w:#33290f;--error-w:#2a2038;--off-w:#24272e}
}
*{box-sizing:border-box}
html{scroll-padding-top:4.5rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.55 var(--sans);overflow-wrap:break-word}
h1,h2,h3,h4,p,ul,dl,dd,figure{margin:0;padding:0}
ul{list-style:none}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.15em}
:focus-visible{outline:2px solid var(--gold);outline-offset:2px;border-radius:3px}
.case:focus{outline:none}
code,.mono{font-family:var(--mono);font-size:.86em}
small{display:block;color:var(--soft);font-size:.82rem}
.quiet{color:var(--soft)}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.6rem;z-index:9;background:var(--panel);padding:.4rem .8rem}
.bar{position:sticky;top:0;z-index:5;display:flex;gap:2rem;align-items:center;justify-content:space-between;padding:.8rem max(1.25rem,calc((100vw - 70rem)/2));background:color-mix(in srgb,var(--bg) 92%,transparent);backdrop-filter:blur(8px);border-bottom:1px solid var(--line)}
.bar a{text-decoration:none;color:var(--soft)}
.bar nav{display:flex;gap:1.4rem;font-size:.92rem}
.bar a:hover{color:var(--ink)}
.bar .brand{display:flex;gap:.6rem;align-items:center;color:var(--ink);font-weight:600;letter-spacing:.01em}
.stone{width:1.15rem;height:1.15rem;border-radius:4px;background:linear-gradient(118deg,#33353c 44%,var(--gold) 45%,#ecd08a 54%,#33353c 55%)}
main{max-width:72.5rem;margin:0 auto;padding:0 1.25rem 3rem}
main section{margin-top:4rem}
h2{font-size:1.45rem;line-height:1.25;font-weight:600;letter-spacing:-.01em;margin-bottom:1.1rem}
h3{font-size:1.02rem;font-weight:600;margin:2rem 0 .8rem}
h4{font-size:.78rem;font-weight:600;color:var(--soft);margin-bottom:.35rem}
.kicker{color:var(--soft);font-size:.9rem}
.lead{color:var(--soft);max-width:44rem;margin-bottom:1.2rem}
.hero{margin-top:3.2rem!important}
.verdict{display:flex;gap:1.5rem;align-items:center;margin:1.1rem 0 2.6rem}
.verdict h1{font-size:clamp(1.5rem,3.6vw,2.35rem);line-height:1.15;font-weight:600;letter-spacing:-.02em;max-width:22em;text-wrap:balance}
.seal{flex:none;width:4.6rem;height:4.6rem;border-radius:50%;display:grid;place-items:center;font-size:2rem;font-weight:700;color:var(--c);background:var(--w);border:1.5px solid var(--c)}
.subject{margin-top:.5rem;color:var(--soft);font-size:1.05rem}
.subject strong{color:var(--ink);font-weight:600}
.v-pass{--c:var(--pass);--w:var(--pass-w)}
.v-fail{--c:var(--fail);--w:var(--fail-w)}
.v-inconclusive{--c:var(--inconclusive);--w:var(--inconclusive-w)}
.v-error{--c:var(--error);--w:var(--error-w)}
.v-not-run,.v-not-applicable{--c:var(--off);--w:var(--off-w)}
.bars{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:2.4rem}
.count h2{font-size:1rem;font-weight:400;color:var(--soft);margin-bottom:.6rem}
.count h2 b{color:var(--ink);font-size:1.5rem;font-weight:600;margin-right:.25rem;font-variant-numeric:tabular-nums}
.segs{display:flex;gap:3px;height:.6rem}
.seg{background:var(--c);border-radius:2px;min-width:5px;flex-basis:0}
.seg.v-not-run,.seg.v-not-applicable{background:color-mix(in srgb,var(--off) 35%,transparent)}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.3rem;margin-top:.7rem;font-size:.9rem;color:var(--soft)}
.legend i{font-style:normal;color:var(--c);font-weight:700;margin-right:.4rem}
.legend b{color:var(--ink);font-weight:600}
.notice{background:var(--inconclusive-w);border-radius:8px;padding:.8rem 1rem;margin:0 0 2rem;font-size:.94rem}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,25rem),1fr));gap:1.25rem}
.card{background:var(--panel);border:1px solid var(--line);border-radius:10px;padding:1.4rem 1.5rem}
.card h3{margin:0 0 .3rem;display:flex;gap:.6rem;align-items:center}
.card p{color:var(--soft);font-size:.94rem}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,11rem),1fr));gap:1.2rem;margin-top:1.1rem;font-size:.92rem}
.two li{padding:.16rem 0 .16rem .9rem;text-indent:-.9rem}
.two li::before{content:"·";display:inline-block;width:.9rem;text-indent:0;color:var(--gold);font-weight:700}
.tag,.sev{font-size:.75rem;font-weight:500;color:var(--soft);background:var(--well);border-radius:99px;padding:.08rem .6rem}
.sev.s-blocker{color:var(--ink);box-shadow:inset 0 0 0 1px var(--line)}
.badge{display:inline-flex;gap:.4rem;align-items:center;white-space:nowrap;font-size:.82rem;font-weight:600;color:var(--c);background:var(--w);border-radius:6px;padding:.14rem .6rem .14rem .5rem}
.badge i,.mark i,.chip i{font-style:normal;font-weight:700;min-width:.7em;text-align:center}
.blockers{display:grid;gap:.8rem}
.blockers>li{display:grid;grid-template-columns:7.4rem 1fr;gap:1rem;background:var(--panel);border:1px solid var(--line);border-radius:10px;padding:1rem 1.2rem}
.blockers .badge{justify-self:start;align-self:start}
.links{border-top:1px solid var(--line)}
.links li{border-bottom:1px solid var(--line)}
.links a{display:grid;grid-template-columns:8.6rem 1fr;gap:1rem;padding:.75rem .2rem;color:inherit;text-decoration:none}
.links a:hover b{text-decoration:underline}
.links b{font-weight:500}
.links .badge{justify-self:start;align-self:start;margin-top:.15rem}
.open{margin-top:1rem;font-size:.94rem}
.open summary,.findings summary{cursor:pointer}
.open ul{margin-top:.8rem}
.open li{padding:.35rem 0;border-top:1px solid var(--line)}
.made{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,20rem),1fr));gap:.9rem 2.4rem}
.made div{min-width:0}
.made dt{font-size:.8rem;color:var(--soft)}
.made dd{font-family:var(--mono);font-size:.84rem;overflow-wrap:anywhere}
.filter{display:flex;flex-wrap:wrap;gap:.8rem 1.2rem;align-items:end;margin-bottom:1.2rem;font-size:.88rem}
.filter fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:.4rem}
.filter legend{float:left;width:100%;color:var(--soft);font-size:.8rem;padding:0}
.filter label>span{display:block;color:var(--soft);font-size:.8rem}
.filter input[type=search],.filter select,.lanes select{font:inherit;color:inherit;background:var(--panel);border:1px solid var(--line);border-radius:7px;padding:.42rem .7rem;min-height:2.25rem}
.filter input[type=search]{width:min(17rem,70vw)}
.filter output{color:var(--soft);margin-left:auto;padding-bottom:.35rem}
.chip{display:inline-flex;gap:.4rem;align-items:center;border:1px solid var(--line);border-radius:99px;padding:.25rem .8rem;min-height:2.1rem;cursor:pointer;color:var(--soft)}
.chip input{position:absolute;opacity:0;width:1px;height:1px}
.chip:has(:checked){background:var(--w);color:var(--c);border-color:transparent}
.chip:has(:focus-visible){outline:2px solid var(--gold);outline-offset:2px}
.chip:not(:has(:checked)){text-decoration:line-through}
.chip b{font-weight:600}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;text-align:left}
thead th{font-size:.8rem;font-weight:500;color:var(--soft);padding:.5rem 1rem .5rem 0;border-bottom:1px solid var(--line);white-space:nowrap}
tbody th,tbody td{padding:.95rem 1rem .95rem 0;vertical-align:top;border-bottom:1px solid var(--line);font-weight:400}
tr[hidden]{display:none}
.matrix th[scope=row]{width:56%}
.matrix .text{display:block;margin:.15rem 0 .1rem;max-width:38rem}
.rid{display:flex;gap:.6rem;align-items:center;flex-wrap:wrap}
.rid code{font-weight:600}
.why{max-width:12rem;margin-top:.3rem}
.marks{display:flex;flex-wrap:wrap;gap:.3rem;min-width:5rem}
.mark{display:inline-flex;gap:.25rem;align-items:center;font:600 .76rem/1 var(--sans);font-variant-numeric:tabular-nums;color:var(--c);background:var(--w);text-decoration:none;border-radius:5px;padding:.38rem .45rem;min-width:2.2rem;justify-content:center}
.mark:hover{box-shadow:inset 0 0 0 1.5px var(--c)}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;padding-right:0}
.list th[scope=row]{width:58%}
.list tbody td{padding-top:1rem}
.js .case{display:none}
.js .case.shown{display:block;margin-top:2rem}
.js .noscript{display:none}
.js.on-case #overview{display:none}
.crumbs{display:flex;flex-wrap:wrap;gap:1.4rem;font-size:.9rem;color:var(--soft);margin-bottom:1.8rem}
.crumbs a{text-decoration:none}
.crumbs a:hover{text-decoration:underline}
.case>header h2{font-size:clamp(1.4rem,3vw,1.9rem);letter-spacing:-.015em;margin:.2rem 0 .7rem;text-wrap:balance}
.because{display:flex;gap:.8rem;align-items:baseline;flex-wrap:wrap}
.repeat{display:flex;gap:1rem;align-items:center;background:var(--well);border-radius:8px;padding:.6rem .7rem .6rem 1rem;margin-top:1.4rem;font-size:.9rem}
.repeat span{color:var(--soft);white-space:nowrap}
.repeat code{flex:1;overflow-x:auto;white-space:nowrap;user-select:all}
button{font:inherit;font-size:.84rem;color:inherit;background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:.3rem .8rem;cursor:pointer}
button:hover{border-color:var(--soft)}
button[aria-pressed=true]{background:var(--ink);color:var(--bg);border-color:var(--ink)}
.unverified{list-style:none;padding:0;border-top:1px solid var(--line)}
.unverified li{border-bottom:1px solid var(--line);padding:.6rem 0}
.unverified span{color:var(--soft)}
.unverified p{margin:.3rem 0 0;overflow-wrap:anywhere}
.findings{border-top:1px solid var(--line)}
.findings>li{border-bottom:1px solid var(--line);padding:.7rem 0}
.findings summary{list-style:none;display:grid;grid-template-columns:8.2rem 1fr;gap:1rem;align-items:baseline}
.findings summary::-webkit-details-marker{display:none}
.findings .badge{justify-self:start}
.findings dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:.8rem 2rem;margin:.7rem 0 .5rem 9.2rem}
.findings dt{font-size:.8rem;color:var(--soft)}
.findings .v-fail dd,.findings dd{overflow-wrap:anywhere}
.foot{margin-left:9.2rem;display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:center;font-size:.84rem;color:var(--soft)}
.drawn{margin:2.6rem 0}
.drawn h3{margin-top:2.4rem}
.tools{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin-bottom:.8rem}
.tools .gap{flex:1}
.time{background:var(--panel);border:1px solid var(--line);border-radius:10px;overflow-x:auto}
.time svg{display:block}
svg text{font-family:var(--sans);font-size:11px;fill:var(--soft)}
svg .name{font-size:11.5px;fill:var(--ink)}
svg .mono{font-family:var(--mono);font-size:10px}
.t-plain{--t:var(--soft)}
.t-good{--t:var(--pass)}
.t-warn{--t:var(--inconclusive)}
.t-bad{--t:var(--fail)}
.ev{fill:var(--t);cursor:pointer}
.ev:hover{opacity:.6}
.rule{stroke:var(--line);stroke-width:1}
.curve{fill:none;stroke:var(--ink);stroke-width:1.6;stroke-linejoin:round}
.curve.volt{stroke:var(--gold)}
.lit{fill:var(--gold);opacity:.2}
.cursor{stroke:var(--gold);stroke-width:1.5}
.said{fill:var(--well)}
.on{fill:var(--pass);opacity:.55}
.offstate{fill:var(--fail);opacity:.75}
.flt{fill:var(--inconclusive);opacity:.3}
.moment{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,4fr);gap:2.4rem;align-items:center}
.moment svg{width:100%;height:auto;background:var(--panel);border:1px solid var(--line);border-radius:10px}
.moment input[type=range]{width:100%;accent-color:var(--gold);margin:.6rem 0}
.now{font-size:1.5rem;font-weight:600;font-variant-numeric:tabular-nums}
.moment dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1.2rem;font-size:.92rem;margin-top:.6rem}
.moment dt{color:var(--soft)}
.moment dd{font-variant-numeric:tabular-nums}
.solo{grid-template-columns:1fr}
.volume{fill:var(--gold);fill-opacity:.07;stroke:var(--gold);stroke-dasharray:3 3;stroke-width:1}
.reader{fill:var(--well);stroke:var(--soft)}
.plastic{stroke:var(--ink);stroke-width:4;stroke-linecap:round}
.plastic.lit-card{stroke:var(--gold)}
.link-arm{stroke:var(--soft);stroke-width:5;stroke-linecap:round;stroke-linejoin:round;fill:none;opacity:.55}
.doubt{fill:none;stroke:var(--soft);stroke-dasharray:2 2}
.trail{fill:none;stroke:var(--soft);stroke-width:1;opacity:.6}
.ghost{stroke:var(--soft);stroke-width:1.5;stroke-dasharray:4 3}
.wave{fill:none;stroke:var(--gold);stroke-width:1.4}
.events{border-top:1px solid var(--line);font-size:.9rem}
.events>li{border-bottom:1px solid var(--line);scroll-margin-top:5rem}
.events>li[aria-current]{background:var(--well);box-shadow:-3px 0 0 var(--gold)}
.events summary,.events .line{display:grid;grid-template-columns:5.6rem 4.6rem 1fr;gap:.9rem;padding:.34rem .5rem;align-items:baseline}
.events summary{cursor:pointer;list-style:none}
.events summary::-webkit-details-marker{display:none}
.events summary .say::after{content:" ›";color:var(--soft)}
.events details[open] .say::after{content:" ⌄"}
.at{font-variant-numeric:tabular-nums;text-align:right;color:var(--soft);font-size:.84rem}
.ln{font-size:.8rem;color:var(--soft)}
.say{overflow-wrap:anywhere}
.t-warn .say{color:var(--inconclusive)}
.t-bad .say{color:var(--fail)}
.events.no-scenario .l-scenario,.events.no-arm .l-arm,.events.no-card .l-card,.events.no-wire .l-wire:not(.wanted),.events.no-terminal .l-terminal,.events.no-display .l-display,.events.no-host .l-host,.events.no-power .l-power,.events.no-faults .l-faults{display:none}
.tools .chip{font-size:.84rem;min-height:1.9rem;padding:.15rem .7rem}
.tools .chip:has(:checked){background:var(--well);color:var(--ink)}
.rows{margin:.2rem .5rem .9rem 12rem;display:grid;gap:.1rem}
.rows>div{display:grid;grid-template-columns:minmax(9rem,5fr) minmax(0,6fr) minmax(0,7fr);gap:1rem;padding:.2rem 0;border-top:1px dotted var(--line);font-size:.84rem}
.rows .val{font-family:var(--mono);font-size:.8rem;overflow-wrap:anywhere}
.rows .mean{color:var(--soft)}
footer{max-width:72.5rem;margin:2rem auto 0;padding:1.5rem 1.25rem 3rem;border-top:1px solid var(--line);color:var(--soft);font-size:.84rem}
footer code{overflow-wrap:anywhere}
@media (max-width:44rem){
.bar nav{gap:.8rem;font-size:.82rem}
.bar{gap:.8rem;padding-inline:1rem}
main{padding-inline:1rem}
main section{margin-top:3rem}
.hero{margin-top:2rem!important}
.verdict{gap:1rem;align-items:flex-start}
.seal{width:3rem;height:3rem;font-size:1.35rem}
.scroll{overflow:visible}
thead{position:absolute;left:-99rem}
tr{display:grid;grid-template-columns:1fr auto;gap:.4rem 1rem;padding:1rem 0;border-bottom:1px solid var(--line)}
tbody th,tbody td{border:0;padding:0!important}
.matrix th[scope=row],.list th[scope=row]{width:auto;grid-column:1/-1}
.list td:first-child{display:none}
.matrix td{grid-column:1/-1;display:grid;grid-template-columns:5.5rem 1fr;align-items:baseline}
.matrix td::before{content:attr(data-label);font-size:.8rem;color:var(--soft)}
.matrix td:not(:has(.mark,.badge)){display:none}
.matrix td .why{grid-column:2;max-width:none}
.matrix td .badge{justify-self:start}
.list td{font-size:.86rem;color:var(--soft);text-align:left}
.blockers>li,.links a,.findings summary{grid-template-columns:1fr;gap:.5rem}
.findings dl,.foot{margin-left:0}
.moment{grid-template-columns:1fr;gap:1.2rem}
.events summary,.events .line{grid-template-columns:4.6rem 1fr;gap:.1rem .7rem}
.events .ln{text-align:right;grid-column:1;grid-row:2}
.events .say{grid-column:2;grid-row:1/3}
.rows{margin-left:.5rem}
.rows>div{grid-template-columns:1fr;gap:0;padding-left:0!important}
.repeat{flex-wrap:wrap;gap:.3rem .8rem}
.repeat code{flex-basis:100%;order:3;white-space:normal;overflow-wrap:anywhere}
.repeat button{margin-left:auto}
.filter input[type=search]{width:100%}
.find{flex:1 1 100%}
}
@media print{
:root{--bg:#fff;--panel:#fff}
body{font-size:10.5pt}
.bar,.skip,.filter,.crumbs,button,.tools,input[type=range]{display:none!important}
main section{margin-top:1.6rem}
tr,.card,.blockers>li,.findings>li{break-inside:avoid}
a{color:inherit;text-decoration:none}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
`;
