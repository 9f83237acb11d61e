namespace FunctionsScheduler.Handlers.Data;

/// <summary>What a text consists of.</summary>
/// <param name="Words">Runs of letters and digits; apostrophes and hyphens inside a word belong to it.</param>
/// <param name="Lines">Lines, the last one counted whether or not it ends with a line break.</param>
/// <param name="Characters">Unicode code points, line breaks included.</param>
/// <param name="TopTerms">The most frequent words in lower case, the most frequent first and equals by alphabet.</param>
/// <param name="TopTermsExact">
/// False when the text has more distinct words than are kept at once: then the counts of the top terms are lower bounds.
/// </param>
internal sealed record TextCounts(long Words, long Lines, long Characters, IReadOnlyList<TermCount> TopTerms, bool TopTermsExact);
