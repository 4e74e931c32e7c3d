package dev.lumen.api.units;

import java.util.Locale;

/**
 * An amount of money in US dollars: an estimate, not an account, hence a {@code double}. Of a change, negative means
 * saved.
 *
 * @param amount dollars, finite
 */
public record Usd(double amount) implements Comparable<Usd> {
    /** No money. */
    public static final Usd ZERO = new Usd(0);

    /** Refuses NaN and infinities. */
    public Usd {
        amount = Require.finite("amount in USD", amount);
    }

    /**
     * {@code amount} dollars.
     *
     * @throws IllegalArgumentException if NaN or infinite
     */
    public static Usd of(double amount) {
        return new Usd(amount);
    }

    /** The sum. */
    public Usd plus(Usd other) {
        return new Usd(amount + other.amount);
    }

    /** The same amount the other way: a cost becomes a saving. */
    public Usd negated() {
        return new Usd(-amount);
    }

    @Override
    public int compareTo(Usd other) {
        return Double.compare(amount, other.amount);
    }

    /** With cents below 1,000 dollars and without above; small amounts with as many digits as they need. */
    @Override
    public String toString() {
        double size = Math.abs(amount);
        String digits = size >= 1000 ? "%,.0f" : size == 0 || size >= 0.1 ? "%.2f" : "%.3g";
        return (amount < 0 ? "-$" : "$") + String.format(Locale.ROOT, digits, size);
    }

    /** As {@link #toString()}, always with its sign: for changes. */
    public String signed() {
        return amount > 0 ? "+" + this : toString();
    }
}
