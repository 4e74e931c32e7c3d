package dev.lumen.gcp.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Monitoring filters: comparisons of a selector with a string or with starts_with, ends_with, has_substring or one_of of strings,
 * joined by AND (or nothing), OR and NOT, with parentheses. What it does not know it refuses.
 */
final class FilterParser {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|!=|[=:(),]|[A-Za-z_][A-Za-z0-9_.]*)");
    private static final Pattern SELECTOR =
            Pattern.compile("(metric|resource)\\.(type|labels?\\.[a-zA-Z][a-zA-Z0-9_]*)|project");

    private final String filter;
    private final List<String> tokens = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private int at;

    private FilterParser(String filter) {
        this.filter = filter;
    }

    /**
     * What {@code filter} says.
     *
     * @throws io.grpc.StatusRuntimeException if it is not a filter
     */
    static Parsed parse(String filter) {
        FilterParser parser = new FilterParser(filter);
        parser.tokenize();
        if (parser.tokens.isEmpty()) {
            throw Refusals.field("filter", filter, "A filter is required.");
        }
        Predicate<SeriesKey> matches = parser.or();
        if (parser.at < parser.tokens.size()) {
            throw parser.unexpected();
        }
        return new Parsed(matches, List.copyOf(parser.types));
    }

    /**
     * A filter.
     *
     * @param matches which series it takes
     * @param metricTypes the metric types that it names by equality
     */
    record Parsed(Predicate<SeriesKey> matches, List<String> metricTypes) {}

    private void tokenize() {
        Matcher matcher = TOKEN.matcher(filter);
        int end = 0;
        while (end < filter.length() && matcher.find(end) && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (!filter.substring(end).isBlank()) {
            throw Refusals.field("filter", filter, "Could not parse filter at \"" + filter.substring(end) + "\".");
        }
    }

    private Predicate<SeriesKey> or() {
        Predicate<SeriesKey> left = and();
        while (taken("OR")) {
            left = left.or(and());
        }
        return left;
    }

    private Predicate<SeriesKey> and() {
        Predicate<SeriesKey> left = not();
        while (taken("AND") || (at < tokens.size() && !isNext("OR") && !isNext(")"))) {
            left = left.and(not());
        }
        return left;
    }

    private Predicate<SeriesKey> not() {
        if (taken("NOT")) {
            return not().negate();
        }
        if (taken("(")) {
            Predicate<SeriesKey> inner = or();
            expect(")");
            return inner;
        }
        return comparison();
    }

    private Predicate<SeriesKey> comparison() {
        String selector = next();
        if (!SELECTOR.matcher(selector).matches()) {
            throw Refusals.field("filter", filter, "Unknown selector \"" + selector + "\".");
        }
        String operator = next();
        Predicate<String> value = value(selector, operator);
        Predicate<SeriesKey> equal = key -> value.test(key.select(selector));
        return switch (operator) {
            case "=" -> equal;
            case "!=" -> equal.negate();
            default -> throw unexpected();
        };
    }

    private Predicate<String> value(String selector, String operator) {
        String token = next();
        if (token.startsWith("\"")) {
            String text = text(token);
            if (selector.equals("metric.type") && operator.equals("=")) {
                types.add(text);
            }
            return text::equals;
        }
        List<String> arguments = arguments();
        return switch (token.toLowerCase(Locale.ROOT)) {
            case "starts_with" -> actual -> actual.startsWith(arguments.get(0));
            case "ends_with" -> actual -> actual.endsWith(arguments.get(0));
            case "has_substring" -> actual -> actual.contains(arguments.get(0));
            case "one_of" -> arguments::contains;
            default -> throw unexpected();
        };
    }

    private List<String> arguments() {
        expect("(");
        List<String> arguments = new ArrayList<>();
        do {
            arguments.add(text(next()));
        } while (taken(","));
        expect(")");
        return arguments;
    }

    private String text(String token) {
        if (!token.startsWith("\"")) {
            throw unexpected();
        }
        return token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    private String next() {
        if (at >= tokens.size()) {
            throw Refusals.field("filter", filter, "The filter ends too early.");
        }
        return tokens.get(at++);
    }

    private boolean isNext(String token) {
        return at < tokens.size() && tokens.get(at).equals(token);
    }

    private boolean taken(String token) {
        boolean there = isNext(token);
        at += there ? 1 : 0;
        return there;
    }

    private void expect(String token) {
        if (!taken(token)) {
            throw unexpected();
        }
    }

    private RuntimeException unexpected() {
        return Refusals.field("filter", filter, "Could not parse filter near token " + at + ".");
    }
}
