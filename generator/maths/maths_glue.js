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
        if (!found || attempt === MOST_UNKNOWN || hasArgument(tex, found[1])) throw error;
        unknown.push(found[1]);
      }
    }
  };

  // A fresh object each time, as KaTeX writes into it. A macro nobody knows shows its own name upright.
  function macros(names) {
    var all = {};
    names.forEach(function (name) {
      all[name] = '\\text{' + name.slice(1) + '}';
    });
    return all;
  }

  // Nobody knows what such a macro does with an argument: "x\ceil{n/2}" is not "x ceil n/2".
  function hasArgument(tex, name) {
    return new RegExp('\\' + name + '(\\{\\s*\\})*\\{\\s*[^}\\s]').test(tex);
  }
})();
