# Sums up the .trx files of a test run. Prints a line "skip NAME: REASON" for each skipped test, then "total PASSED FAILED SKIPPED".

function attribute(name) {
    if (!match($0, " " name "=\"[^\"]*\"")) return ""
    return substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
}

function unescaped(text) {
    gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text)
    gsub(/&#xD;|\r/, "", text); gsub(/&#xA;/, " ", text); gsub(/&amp;/, "\\&", text)
    return text
}

/<UnitTestResult / { skipped = attribute("outcome") == "NotExecuted" ? attribute("testName") : "" }

skipped != "" && /<Message>/ {
    reason = $0
    sub(/.*<Message>/, "", reason); sub(/<\/Message>.*/, "", reason)
    print "skip " unescaped(skipped ": " reason)
    skipped = ""
}

# What did not pass and was executed has failed, whatever it is called; notExecuted stays 0, so skips are the difference.
/<Counters / {
    passed += attribute("passed")
    failed += attribute("executed") - attribute("passed")
    ignored += attribute("total") - attribute("executed")
}

END { print "total", passed + 0, failed + 0, ignored + 0 }
