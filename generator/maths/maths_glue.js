// Runs after KaTeX, in ECMAScript 5 (js_engine.h). Gives convert(tex, display): KaTeX's markup, or
// throws with KaTeX's sentence.

// The one method beyond ECMAScript 5 that KaTeX uses and Duktape lacks (matrices).
if (!Array.prototype.fill) {
  Object.defineProperty(Array.prototype, 'fill', {
    value: function (value) {
      for (var i = 0; i < this.length; i++) this[i] = value;
      return this;
    },
  });
}

var convert = (function () {
  // Commands of common packages that KaTeX does not have.
  var known = {
    '\\mathbbm': '\\mathbb{#1}',
    '\\mathds': '\\mathbb{#1}',
    '\\nicefrac': '{#1}/{#2}',
    '\\sfrac': '{#1}/{#2}',
    '\\ensuremath': '#1',
    '\\xspace': '',
    '\\emph': '\\textit{#1}',
    '\\textsc': '\\text{#1}',
    '\\textsl': '\\textit{#1}',
    '\\mathbfcal': '\\boldsymbol{\\mathcal{#1}}',
    '\\norm': '\\lVert #1\\rVert',
    '\\abs': '\\lvert #1\\rvert',
    '\\textsuperscript': '{}^{\\text{#1}}',
    '\\textsubscript': '{}_{\\text{#1}}',
    '\\label': '',
    '\\E': '\\mathbb{E}',
    '\\softmax': '\\operatorname{softmax}',
    '\\em': '',
    '\\it': '',
    '\\hfill': '',
    '\\displaylimits': '',
    '\\textperthousand': '\\text{‰}',
    '\\textdegree': '\\degree',
    '\\upmu': '\\mu',
    '\\mathlarger': '#1',
    '\\texttimes': '\\times',
    '\\Tilde': '\\tilde{#1}',
    '\\Hat': '\\hat{#1}',
    '\\Bar': '\\bar{#1}',
    '\\Vec': '\\vec{#1}',
    '\\Dot': '\\dot{#1}',
    '\\textpm': '\\pm',
    '\\minus': '-',
    '\\bbR': '\\mathbb{R}',
    '\\cmark': '\\checkmark',
    '\\mbox': '\\text{#1}',
    '\\textmu': '\\text{µ}',
    '\\footnote': '',
    '\\slashed': '\\not{#1}',
    '\\ce': '\\mathrm{#1}',
    '\\SI': '{#1}\\,\\mathrm{#2}',
    '\\si': '\\mathrm{#1}',
    '\\Norm': '\\lVert #1\\rVert',
    '\\Abs': '\\lvert #1\\rvert',
    '\\dv': '\\frac{\\mathrm{d} #1}{\\mathrm{d} #2}',
    '\\pdv': '\\frac{\\partial #1}{\\partial #2}',
    '\\qty': '\\left(#1\\right)',
    '\\vb': '\\mathbf{#1}',
    '\\ev': '\\langle #1\\rangle',
    '\\grad': '\\nabla',
    '\\laplacian': '\\nabla^2',
    '\\ketbra': '\\lvert #1\\rangle\\langle #2\\rvert',
    '\\mel': '\\langle #1\\vert #2\\vert #3\\rangle',
    '\\expval': '\\langle #1\\rangle',
    '\\comm': '[#1,#2]',
    '\\acomm': '\\{#1,#2\\}',
    '\\order': 'O(#1)',
    '\\dd': '\\mathrm{d}#1',
    '\\vu': '\\hat{\\mathbf{#1}}',
    '\\va': '\\vec{\\mathbf{#1}}',
    '\\num': '#1',
    '\\unit': '\\mathrm{#1}',
    '\\ang': '#1^\\circ',
  };
  var UNKNOWN = /Undefined control sequence: (\\[A-Za-z@]+)/;
  var MOST_UNKNOWN = 8;

  return function (tex, display) {
    var unknown = [];
    for (var attempt = 0; ; attempt++) {
      try {
        return katex.renderToString(tex, {
          displayMode: display,
          output: 'mathml',
          throwOnError: true,
          strict: 'ignore',
          maxSize: 20,
          maxExpand: 300,
          macros: macros(unknown),
          errorColor: '#bad0ff',
          trust: function (context) {
            return (
              (context.command === '\\href' || context.command === '\\url') &&
              (context.protocol === 'http' || context.protocol === 'https')
            );
          },
        });
      } catch (error) {
        var found = UNKNOWN.exec(String(error && error.message));
        if (!found || attempt === MOST_UNKNOWN) throw error;
        unknown.push(found[1]);
      }
    }
  };

  // A fresh object each time, as KaTeX writes into it. A macro nobody knows shows its own name upright.
  function macros(names) {
    var all = {};
    names.forEach(function (name) {
      all[name] = known.hasOwnProperty(name) ? known[name] : '\\text{' + name.slice(1) + '}';
    });
    return all;
  }
})();
