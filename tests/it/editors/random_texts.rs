//! Flows with unusual words and unusual layout, made by rolling dice: the same each time.

use super::texts::Text;

const FLOWS: u64 = 300;

/// The flows.
pub fn flows() -> impl Iterator<Item = Text> {
    (0..FLOWS).map(|seed| {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let mut text = String::new();
        for _ in 0..=dice.roll(8) {
            text += &dice.statement();
            text += &dice.line_end();
        }
        if dice.roll(5) == 0 {
            text = text.replace('\n', "\r\n");
        }
        Text { name: format!("random#{seed}"), text }
    })
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len() as u64) as usize]
    }

    fn maybe(&mut self, text: impl FnOnce(&mut Self) -> String) -> String {
        if self.roll(2) == 0 { String::new() } else { text(self) }
    }

    fn list(&mut self, item: impl Fn(&mut Self) -> String) -> String {
        let mut out = String::new();
        for _ in 0..=self.roll(3) {
            out += &item(self);
            out += self.one(&[", ", ",\n  ", "\n", "\n  // a comment: with \"quotes\" -> <\n  ", " , "]);
        }
        out
    }

    fn line_end(&mut self) -> String {
        self.one(&[
            "\n",
            "\n\n",
            " // note\n",
            "\n/// doc\n",
            "\n  // indented\n",
            "\n@allow(no-way-out, \"so be it\")\n",
        ])
        .to_owned()
    }

    /// White space inside a statement.
    fn gap(&mut self) -> &'static str {
        self.one(&[" ", " ", " ", "  ", "\t"])
    }

    fn name(&mut self) -> String {
        const NAMES: &[&str] = &[
            "a",
            "end",
            "liveness",
            "end-success",
            "_x9",
            "say",
            "else",
            "when_1",
            "exists",
            "true",
            "\"else\"",
            "\"odd id!\"",
            "\"a: b -> c // d\"",
            "string",
            "not",
            "never",
            "\"é😀\"",
            "conversation",
        ];
        self.one(NAMES).to_owned()
    }

    fn id(&mut self) -> String {
        self.name().replace("say", "sayer")
    }

    fn text(&mut self) -> String {
        const TEXTS: &[&str] = &[
            "\"\"",
            "\"Hi\"",
            "\"say // no \\\"comment\\\" ${who} {name} {{code}} $5\"",
            "\"é😀 -> < when\"",
            "\"\"\"\n  folded \"words\"\n  // no comment: a -> b\n\n  ${who} \\u00e9\n\"\"\"",
            "\"\"\"one line\"\"\"",
        ];
        self.one(TEXTS).to_owned()
    }

    fn value(&mut self) -> String {
        match self.roll(8) {
            0 => self.text(),
            1 => self.one(&["0", "-1.5e3", "42", "0.80"]).to_owned(),
            2 => self.one(&["true", "false", "null"]).to_owned(),
            3 => self.one(&["passport", "zh-TW", "when", "end", "say"]).to_owned(),
            4 => self.one(&["extracted.age", "provided.\"odd key\""]).to_owned(),
            5 => "${amount}".to_owned(),
            6 => format!("[{}]", self.list(Self::plain)),
            _ => format!("{{ {} }}", self.list(|dice| format!("{}: {}", dice.name(), dice.plain()))),
        }
    }

    fn plain(&mut self) -> String {
        if self.roll(2) == 0 {
            self.text()
        } else {
            self.one(&["1", "true", "id", "extracted.age"]).to_owned()
        }
    }

    fn target(&mut self) -> String {
        let name = self.name();
        name + &self
            .maybe(|dice| format!("{}when \"it {} {{so}} is\"", dice.one(&[" ", "\n    "]), dice.roll(9)))
    }

    fn route(&mut self) -> String {
        let (gap, target) = (self.gap(), self.target());
        match self.roll(5) {
            0 => format!("else:{gap}{target}"),
            1 => {
                let left = self.one(&["extracted.age", "provided.\"a b\""]);
                let rest = self.one(&[
                    ">= 18",
                    "== \"gold\"",
                    "exists",
                    "not exists",
                    "< provided.limit",
                    "> 3",
                    "!= true",
                ]);
                format!("when {left} {rest}:{gap}{target}")
            }
            2 => format!("{} |{gap}{}:{gap}{target}", self.outcome(), self.outcome()),
            _ => format!("{}:{gap}{target}", self.outcome()),
        }
    }

    fn outcome(&mut self) -> String {
        let name = self.name();
        if name == "else" { "\"else\"".to_owned() } else { name }
    }

    fn routes(&mut self) -> String {
        if self.roll(3) == 0 {
            format!("->{}{}", self.gap(), self.target())
        } else {
            format!("-> <{}{}>", self.one(&[" ", "\n  "]), self.list(Self::route))
        }
    }

    fn atom(&mut self) -> String {
        self.one(&[
            "liveness.detected",
            "a",
            "b.\"odd outcome\"",
            "\"odd id\".x",
            "end-success.ok",
            "api.test",
        ])
        .to_owned()
    }

    fn expression(&mut self) -> String {
        let (left, right) = (self.atom(), self.atom());
        match self.roll(5) {
            0 => format!("{left} and {right}"),
            1 => format!("{left} or not {right}"),
            2 => format!("not ({left} or {right})"),
            3 => format!("({left} or {right}) and {left}"),
            _ => left,
        }
    }

    fn statement(&mut self) -> String {
        match self.roll(12) {
            0 => format!("api{}\"1.0.47\"", self.gap()),
            1 => "import \"./common.fsflow\"".to_owned(),
            2 => {
                let ty = self.maybe(|dice| format!(": {}", dice.one(&["string", "number", "boolean"])));
                let default = self.maybe(|dice| format!(" = {}", dice.one(&["1", "\"x y\"", "true"])));
                format!("param amount{ty}{default}")
            }
            3 => format!("session {{ {} }}", self.list(|dice| format!("{}: {}", dice.name(), dice.value()))),
            4 => format!(
                "decide {{\n {}}}",
                self.list(|dice| format!("{}: {}", dice.outcome(), dice.expression()))
            ),
            5 => format!("ensure {} requires {}", self.atom(), self.expression()),
            6 => format!("ensure never {} with {}", self.atom(), self.expression()),
            7 => format!(
                "test \"it // works\" {{\n  {}, {} => closing, block\n  {} => end\n}}",
                self.atom(),
                self.atom(),
                self.atom()
            ),
            8 => format!("{} {}", self.one(&["api", "session", "test", "start", "\"odd\""]), self.routes()),
            _ => self.node(),
        }
    }

    fn node(&mut self) -> String {
        let ty = self.one(&["conversation", "liveness", "\"future_type\"", "email_otp", "say"]);
        let prompt = self.maybe(|dice| {
            let (gap, say) = (dice.one(&[" ", "\n  "]), dice.one(&["", "say "]));
            format!("{gap}{say}{}", dice.text())
        });
        let fields = self.maybe(|dice| {
            format!(" {{ {} }}", dice.list(|dice| format!("{}: {}", dice.name(), dice.value())))
        });
        let routes =
            self.maybe(|dice| format!("{}{}", dice.one(&[" ", "\n  ", " // why\n  "]), dice.routes()));
        format!("{}:{}{ty}{prompt}{fields}{routes}", self.id(), self.gap())
    }
}
