using System.Globalization;

namespace FunctionsScheduler.Rehearsal.Autoscaling;

/// <summary>
/// A formula of KEDA's <c>scalingModifiers</c>. KEDA has the whole of the language expr for it; understood here is what numbers of jobs
/// need: numbers, names of triggers, <c>+ - * /</c>, brackets and the functions abs, ceil, floor, max, min and round.
/// </summary>
internal sealed class Formula
{
    private readonly Func<IReadOnlyDictionary<string, double>, double> _value;

    private Formula(string text, Func<IReadOnlyDictionary<string, double>, double> value, IReadOnlySet<string> names) => (Text, _value, Names) = (text, value, names);

    /// <summary>The formula as it was written.</summary>
    public string Text { get; }

    /// <summary>The triggers it names.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>Reads a formula.</summary>
    /// <exception cref="FormatException">It is wrong, or goes beyond what is understood here.</exception>
    public static Formula Parse(string text)
    {
        var parser = new Parser(text);
        return new Formula(text, parser.ReadAll(), parser.Names);
    }

    /// <summary>What it comes to.</summary>
    /// <param name="triggers">The value of each trigger it names.</param>
    public double Evaluate(IReadOnlyDictionary<string, double> triggers) => _value(triggers);

    /// <summary>Goes down from sums to products to single values.</summary>
    private sealed class Parser(string text)
    {
        private int _at;

        public HashSet<string> Names { get; } = [];

        public Func<IReadOnlyDictionary<string, double>, double> ReadAll()
        {
            var sum = ReadSum();
            return Peek() is { } rest ? throw Unexpected(rest) : sum;
        }

        private Func<IReadOnlyDictionary<string, double>, double> ReadSum()
        {
            var left = ReadProduct();
            while (Peek() is '+' or '-')
            {
                var (sign, sum) = (text[_at++], left);
                var right = ReadProduct();
                left = sign == '+' ? triggers => sum(triggers) + right(triggers) : triggers => sum(triggers) - right(triggers);
            }
            return left;
        }

        private Func<IReadOnlyDictionary<string, double>, double> ReadProduct()
        {
            var left = ReadSigned();
            while (Peek() is '*' or '/')
            {
                var (sign, product) = (text[_at++], left);
                var right = ReadSigned();
                left = sign == '*' ? triggers => product(triggers) * right(triggers) : triggers => product(triggers) / right(triggers);
            }
            return left;
        }

        private Func<IReadOnlyDictionary<string, double>, double> ReadSigned()
        {
            if (Peek() is not ('-' or '+'))
                return ReadValue();
            var isMinus = text[_at++] == '-';
            var value = ReadValue();
            return isMinus ? triggers => -value(triggers) : value;
        }

        private Func<IReadOnlyDictionary<string, double>, double> ReadValue()
        {
            switch (Peek())
            {
                case '(':
                    _at++;
                    var inner = ReadSum();
                    Expect(')');
                    return inner;
                case { } digit when char.IsAsciiDigit(digit):
                    var number = ReadNumber();
                    return _ => number;
                case { } letter when char.IsAsciiLetter(letter) || letter == '_':
                    var name = ReadWord(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
                    if (Peek() == '(')
                        return ReadCall(name);
                    Names.Add(name);
                    return triggers => triggers[name];
                case { } other:
                    throw Unexpected(other);
                default:
                    throw new FormatException($"The formula '{text}' ends too early.");
            }
        }

        private Func<IReadOnlyDictionary<string, double>, double> ReadCall(string function)
        {
            var arguments = new List<Func<IReadOnlyDictionary<string, double>, double>>();
            do
            {
                _at++;
                arguments.Add(ReadSum());
            }
            while (Peek() == ',');
            Expect(')');
            var first = arguments[0];
            return (function, arguments.Count) switch
            {
                ("max", _) => triggers => arguments.Max(argument => argument(triggers)),
                ("min", _) => triggers => arguments.Min(argument => argument(triggers)),
                ("abs", 1) => triggers => Math.Abs(first(triggers)),
                ("ceil", 1) => triggers => Math.Ceiling(first(triggers)),
                ("floor", 1) => triggers => Math.Floor(first(triggers)),
                ("round", 1) => triggers => Math.Round(first(triggers), MidpointRounding.AwayFromZero),
                _ => throw new FormatException($"The formula '{text}' calls {function} with {arguments.Count} arguments. Understood are max, min, abs, ceil, floor and round."),
            };
        }

        private double ReadNumber()
        {
            var digits = ReadWord(static c => char.IsAsciiDigit(c) || c == '.');
            return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new FormatException($"The formula '{text}' has '{digits}', which is not a number.");
        }

        private string ReadWord(Func<char, bool> belongs)
        {
            var start = _at;
            while (_at < text.Length && belongs(text[_at]))
                _at++;
            return text[start.._at];
        }

        private void Expect(char sign)
        {
            if (Peek() is not { } next)
                throw new FormatException($"The formula '{text}' ends before its '{sign}'.");
            if (next != sign)
                throw Unexpected(next);
            _at++;
        }

        private char? Peek()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
                _at++;
            return _at < text.Length ? text[_at] : null;
        }

        private FormatException Unexpected(char sign) => new(
            $"The formula '{text}' has '{sign}' at position {_at + 1}. Understood are numbers, names of triggers, + - * /, brackets, and the functions max, min, abs, ceil, floor and round.");
    }
}
