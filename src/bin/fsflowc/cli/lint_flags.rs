//! The flags that set the levels of checks.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use fsflow::diag::levels::Setting;

/// `--deny`, `--warn` and `--allow` in the order in which they were given.
#[derive(Debug, Clone, Default)]
pub(super) struct LintFlags(Vec<(String, Setting)>);

/// The flags with what they are for.
static FLAGS: [(Setting, &str); 3] = [
    (Setting::Deny, "Make the warnings of this check errors; `warnings` stands for all checks"),
    (Setting::Warn, "Report this check as a warning, whatever the configuration says"),
    (Setting::Allow, "Don't report this check"),
];

impl LintFlags {
    /// The names with their settings.
    pub(super) fn settings(&self) -> Vec<(String, Setting)> {
        self.0.clone()
    }
}

impl Args for LintFlags {
    fn augment_args(command: Command) -> Command {
        command.args(FLAGS.map(|(setting, help)| {
            let arg = Arg::new(setting.word()).long(setting.word()).value_name("NAME");
            arg.help(help).action(ArgAction::Append)
        }))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for LintFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut found = Vec::new();
        for (setting, _) in FLAGS {
            let places = matches.indices_of(setting.word()).into_iter().flatten();
            let names = matches.get_many::<String>(setting.word()).into_iter().flatten();
            found.extend(places.zip(names).map(|(place, name)| (place, name.clone(), setting)));
        }
        found.sort_by_key(|(place, ..)| *place);
        Ok(Self(found.into_iter().map(|(_, name, setting)| (name, setting)).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_keep_their_order() {
        let command = LintFlags::augment_args(Command::new("x"));
        let matches = command
            .try_get_matches_from(["x", "--allow", "a", "--deny=warnings", "--allow", "b", "--warn", "a"])
            .unwrap();
        let flags = LintFlags::from_arg_matches(&matches).unwrap().0;
        let expected =
            [("a", Setting::Allow), ("warnings", Setting::Deny), ("b", Setting::Allow), ("a", Setting::Warn)];
        assert_eq!(flags, expected.map(|(name, setting)| (name.to_owned(), setting)));
    }
}
